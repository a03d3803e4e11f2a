import type { Route } from '../http/route.ts';
import { alertCaseRoutes } from './cases/routes.ts';
import { alertDeliveryRoutes } from './deliveries/routes.ts';
import { alertHookRoutes, type DoorOptions } from './door/routes.ts';
import { alertRuleRoutes } from './rules/routes.ts';
import { createAddresses } from './sources/addresses.ts';
import { alertSourceRoutes } from './sources/routes.ts';

/** What the routes of alerts are made from. */
export type AlertOptions = Omit<DoorOptions, 'openAddresses'>;

/** The door for alerts, and what admins see of who sends them and what came. */
export function alertRoutes(options: AlertOptions): Route[] {
  const openAddresses = createAddresses(options.publicUrl, options.masterKey);
  return [
    ...alertHookRoutes({ ...options, openAddresses }),
    ...alertSourceRoutes({ openAddresses, masterKey: options.masterKey }),
    ...alertDeliveryRoutes,
    ...alertRuleRoutes,
    ...alertCaseRoutes,
  ];
}
