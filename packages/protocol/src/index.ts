export * from './problem.ts';
export * from './rules/component-history.ts';
export * from './rules/component-status.ts';
export * from './rules/impact.ts';
export * from './rules/maintenance-phase.ts';
export * from './rules/overall-status.ts';
export * from './text-node.ts';
export * from './vocabulary.ts';
export type {
  Admin,
  AdminComponent,
  AdminGroup,
  AdminIncident,
  AdminMaintenance,
  AuditEntry,
  Draft,
  Occurrence,
  PostmortemDraft,
  Series,
  Settings,
  Template,
  UpdateEdit,
} from './schema/answers.ts';
export type {
  AffectedComponent,
  AllswellInfo,
  Component,
  DeletedIncident,
  DeletedUpdate,
  HistoryDocument,
  Incident,
  IncidentUpdate,
  Maintenance,
  MaintenanceUpdate,
  Page,
  PageDocument,
  Status,
  Summary,
} from './schema/document.ts';
export type {
  Audience,
  AudienceQuestion,
  Challenge,
  DeliveryCounts,
  EmailCheck,
  ImportResult,
  NewSubscription,
  Notice,
  PushSubscriptionJson,
  Sending,
  Subscriber,
  SubscriberCounts,
  Subscription,
  SubscriptionChange,
  Suppression,
} from './schema/subscribing.ts';
export type {
  AcceptInvite,
  AdminChange,
  Invite,
  PasswordChange,
  ResetPassword,
  Session,
  SetUp,
  SignIn,
} from './schema/signing-in.ts';
export type {
  Cancellation,
  ComponentChange,
  DraftChange,
  GroupChange,
  IncidentChange,
  NewComponent,
  NewDraft,
  NewGroup,
  NewIncident,
  NewSeries,
  NewTemplate,
  NewUpdate,
  OccurrenceChange,
  PostmortemInput,
  PostmortemPublication,
  SeriesChange,
  SeriesPreview,
  SettingsChange,
  TemplateChange,
  UpdateChange,
} from './schema/writing.ts';
