import type { Page } from 'playwright-core';
import type { Product } from './harness.ts';
import { maya } from './operator.ts';

/** The screens of the panel that have an address of their own, behind `#/`. */
export const panelScreens = [
  '',
  'incidents',
  'incidents/new',
  'incidents/past',
  'history',
  'templates',
  'components',
  'admins',
  'settings',
  'activity',
  'more',
] as const;

/** Opens the panel and signs in as a person does. */
export async function signInToPanel(page: Page, product: Pick<Product, 'panel'>): Promise<void> {
  await page.goto(product.panel);
  await page.getByLabel('Email address').fill(maya.email);
  await page.getByLabel('Password').fill(maya.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}
