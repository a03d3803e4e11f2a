import type { Page } from 'playwright-core';
import type { Product } from './harness.ts';
import type { Language } from './languages.ts';
import { maya } from './operator.ts';

/** The screens of the panel that have an address of their own, behind `#/`. */
export const panelScreens = [
  '',
  'incidents',
  'incidents/new',
  'incidents/past',
  'maintenance',
  'maintenance/new',
  'maintenance/calendar',
  'history',
  'templates',
  'components',
  'uptime',
  'uptime/rules',
  'uptime/export',
  'import',
  'metrics',
  'metrics/new',
  'alerts',
  'alerts/sources/new',
  'alerts/rules',
  'alerts/rules/new',
  'subscribers',
  'subscribers/import',
  'subscribers/suppressions',
  'admins',
  'settings',
  'settings/notifications',
  'activity',
  'more',
] as const;

/** Opens the panel and signs in as a person does; then, in another language where one is named. */
export async function signInToPanel(page: Page, product: Pick<Product, 'panel'>, language?: Language): Promise<void> {
  await page.goto(product.panel);
  if (language) await speak(page, 'en');
  await page.getByLabel('Email address').fill(maya.email);
  await page.getByLabel('Password').fill(maya.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  if (language) await speak(page, language);
}

/** Chooses the language of the panel, as its menu does. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem('allswell:language', chosen), language);
  await page.reload();
  await page.locator(`status-admin .speaking[lang=${language}]`).waitFor();
}

/** Goes to a screen by its address and waits until what it shows is there. */
export async function goToScreen(page: Page, product: Pick<Product, 'panel'>, screen: string): Promise<void> {
  await page.goto(`${product.panel}#/${screen}`);
  // A heading may be there already: that of the screen before.
  await page.waitForFunction(async (route) => {
    const panel = document.querySelector<Element & { route: string; updateComplete: Promise<unknown> }>('status-admin');
    await panel?.updateComplete;
    return panel?.route === `/${route}`;
  }, screen);
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await page.locator('p.soft[role=status]:not(.card, .small)').first().waitFor({ state: 'detached' });
}
