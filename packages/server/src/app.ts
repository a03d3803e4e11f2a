import { DomainError } from '@allswell/protocol';
import {
  adminComponentSchema,
  adminGroupSchema,
  adminIncidentSchema,
  adminMaintenanceSchema,
  adminSchema,
  alertCaseSchema,
  alertRuleSchema,
  auditEntrySchema,
  componentSchema,
  correctionSchema,
  draftSchema,
  importSchema,
  incidentUpdateSchema,
  maintenanceUpdateSchema,
  metricSchema,
  occurrenceSchema,
  seriesSchema,
  sessionSchema,
  settingsSchema,
  subscriberSchema,
  subscriptionSchema,
  templateSchema,
  updateEditSchema,
  uptimeReportSchema,
  weightsSchema,
} from '@allswell/protocol/schema';
import { type Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import { type AlertOptions, alertRoutes } from './alerts/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { createAccessTokens } from './auth/access-token.ts';
import { authorize } from './auth/authorize.ts';
import { createKeyring } from './auth/keyring.ts';
import { adminRoutes, signInRoutes } from './auth/routes.ts';
import { bounceHookRoutes, type BounceOptions, suppressionRoutes } from './bounces/routes.ts';
import { componentRoutes, groupRoutes } from './components/routes.ts';
import { withDatabaseBudget } from './db/budget.ts';
import type { Sql } from './db/connect.ts';
import { ok } from './http/answer.ts';
import { createClientAddress } from './http/client-address.ts';
import { adminCors, publicCors } from './http/cors.ts';
import { securityHeaders } from './http/headers.ts';
import { describeApi } from './http/openapi.ts';
import { type ErrorLog, logSuspicious, problemResponse, toProblemResponse } from './http/problem.ts';
import { problemPage } from './http/problem-page.ts';
import { open, type Route, type Services } from './http/route.ts';
import { importRoutes } from './import/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { maintenanceSeriesRoutes } from './maintenance-series/routes.ts';
import { pushRoutes } from './metrics/push-routes.ts';
import { metricRoutes } from './metrics/routes.ts';
import type { SourcesConfig } from './metrics/sources/index.ts';
import { type EmailOptions, emailRoutes } from './notifications/channels/email/routes.ts';
import type { EmailConfig } from './notifications/channels/email/settings.ts';
import type { SendingConfig } from './notifications/read-sending.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { reclassifyRoutes } from './reclassify/routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { subscriberRoutes } from './subscriptions/admin-routes.ts';
import { createSecrets } from './subscriptions/open-secrets.ts';
import { answerSubscriberPage } from './subscriptions/pages/answer-page.ts';
import { subscriptionRoutes, type SubscribingOptions } from './subscriptions/routes.ts';
import { templateRoutes } from './templates/routes.ts';
import { textRoutes } from './text/routes.ts';
import { uptimeRoutes } from './uptime/routes.ts';
import { version } from './version.ts';

/** What the API is built from. */
export interface AppOptions {
  sql: Sql;
  config: {
    publicUrl: string;
    adminOrigins: readonly string[];
    trustedProxies: readonly string[];
    masterKey?: string | undefined;
    egressAllow?: readonly string[];
    upstreams?: ReadonlyMap<string, string>;
    mailgunSigningKey?: string | undefined;
    smtpUrl?: string | undefined;
    mailFrom?: string | undefined;
    dkim?: EmailConfig['dkim'];
    bounceDomain?: string | undefined;
  } & SourcesConfig;
  log: ErrorLog;
  /** Resolves when readers get what was just written: whoever writes and then reads shall see it. It never rejects. */
  readersHaveIt?: () => Promise<void>;
  /** Answers what is no address of the API: the page's own "not found". */
  notFound?: (c: Context) => Response | Promise<Response>;
}

/** Everything behind the API. A route's access says who may use it; whatever changes something is a `write`. */
export function createApp({ sql, config, log, notFound, readersHaveIt = () => Promise.resolve() }: AppOptions): Hono {
  const publicUrl = config.publicUrl.replace(/\/+$/, '');
  const keyring = createKeyring(sql, config.masterKey);
  const tokens = createAccessTokens(keyring, publicUrl);
  const clientAddress = createClientAddress(config.trustedProxies);
  const services: Services = {
    sql,
    publicUrl,
    sendsEmail: config.smtpUrl !== undefined,
    identify: tokens.identify,
    authorize,
    addressOf: (c) => clientAddress(socketAddressOf(c), c.req.header('x-forwarded-for')),
    readersHaveIt,
  };
  const secrets = createSecrets(publicUrl, config.masterKey);
  const routes = allRoutes({
    publicUrl,
    adminOrigins: config.adminOrigins,
    keyring,
    tokens,
    secrets,
    egressAllow: config.egressAllow ?? [],
    masterKey: config.masterKey,
    mailgunSigningKey: config.mailgunSigningKey,
    upstreams: config.upstreams,
    log,
    newRelic: config.newRelic,
    prometheus: config.prometheus,
    email: {
      smtpUrl: config.smtpUrl,
      mailFrom: config.mailFrom,
      dkim: config.dkim,
      bounceDomain: config.bounceDomain,
    },
  });

  const app = new Hono();
  app.onError((error, c) => {
    // As the table of routes names it: what stands in its place in the address may be a secret.
    logSuspicious(error, { path: routePath(c), address: services.addressOf(c) }, log);
    return toProblemResponse(error, publicUrl, log);
  });
  app.use((_, next) => withDatabaseBudget(next));
  app.use(securityHeaders(publicUrl));
  app.use('/api/v1/*', adminCors(config.adminOrigins));
  app.use('/auth/*', adminCors(config.adminOrigins));
  app.use('/api/subscriptions/*', publicCors);
  app.use('/api/v1/*', neverStored);
  app.use('/api/subscriptions/*', neverStored);
  app.use('/auth/*', neverStored);

  for (const route of routes) app.on(route.method, route.path, (c) => route.run(c, services));
  app.all(
    '/subscriptions/*',
    async (c) => (await answerSubscriberPage(c, { sql, publicUrl, secrets })) ?? c.notFound(),
  );
  app.get('/problems/:code', (c) => problemPage(c.req.param('code')) ?? c.notFound());
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(path, () => {
      const error = new DomainError('method-not-allowed', `Use ${methods.join(' or ')} here.`);
      return problemResponse(error, publicUrl, { allow: methods.join(', ') });
    });
  }
  app.notFound((c) => {
    const isApi = /^\/(api|auth|\.well-known)(\/|$)/.test(c.req.path);
    // A page is for who reads: whoever sends something is a program.
    if (notFound && !isApi && ['GET', 'HEAD'].includes(c.req.method)) return notFound(c);
    return problemResponse(
      new DomainError('not-found', `Look at ${publicUrl}/api/openapi.json for what there is.`),
      publicUrl,
    );
  });
  return app;
}

/** The table of all routes, in one place: open ones first, then everything behind sign-in. */
export function allRoutes(
  auth: Parameters<typeof signInRoutes>[0] &
    SubscribingOptions &
    BounceOptions &
    AlertOptions &
    EmailOptions &
    SendingConfig &
    SourcesConfig,
): Route[] {
  const routes: Route[] = [
    ...signInRoutes(auth),
    ...subscriptionRoutes(auth),
    ...bounceHookRoutes(auth),
    ...suppressionRoutes,
    ...alertRoutes(auth),
    ...emailRoutes(auth),
    ...notificationRoutes(auth),
    ...adminRoutes,
    ...settingsRoutes,
    ...componentRoutes,
    ...groupRoutes,
    ...incidentRoutes,
    ...importRoutes(auth),
    ...maintenanceSeriesRoutes,
    ...draftRoutes,
    ...templateRoutes,
    ...textRoutes,
    ...metricRoutes(auth),
    ...pushRoutes,
    ...subscriberRoutes(auth),
    ...uptimeRoutes,
    ...reclassifyRoutes,
    ...auditRoutes,
    open({ method: 'GET', path: '/api/openapi.json', summary: 'This description' }, async () => ok(describe())),
  ];
  const describe = () => describeApi(routes, { publicUrl: auth.publicUrl, version, schemas: namedSchemas });
  return routes;
}

const namedSchemas = {
  Admin: adminSchema,
  AlertCase: alertCaseSchema,
  AlertRule: alertRuleSchema,
  AuditEntry: auditEntrySchema,
  Component: adminComponentSchema,
  ComponentOfIncident: componentSchema,
  Correction: correctionSchema,
  Draft: draftSchema,
  Group: adminGroupSchema,
  Import: importSchema,
  Incident: adminIncidentSchema,
  IncidentUpdate: incidentUpdateSchema,
  Maintenance: adminMaintenanceSchema,
  MaintenanceUpdate: maintenanceUpdateSchema,
  Metric: metricSchema,
  Occurrence: occurrenceSchema,
  Series: seriesSchema,
  Session: sessionSchema,
  Settings: settingsSchema,
  Subscriber: subscriberSchema,
  Subscription: subscriptionSchema,
  Template: templateSchema,
  UpdateEdit: updateEditSchema,
  UptimeReport: uptimeReportSchema,
  Weights: weightsSchema,
};

async function neverStored(c: Context, next: () => Promise<void>): Promise<void> {
  await next();
  c.res.headers.set('cache-control', 'no-store');
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const known = methods.get(path) ?? [];
    methods.set(path, [...known, method, ...(method === 'GET' ? ['HEAD'] : [])]);
  }
  return methods;
}

function socketAddressOf(c: Context): string | undefined {
  const env: unknown = c.env;
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
  const { incoming } = env as { incoming: { socket?: { remoteAddress?: string } } };
  return incoming.socket?.remoteAddress;
}
