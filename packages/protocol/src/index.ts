export * from './problem.ts';
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
  Settings,
} from './schema/answers.ts';
export type {
  AffectedComponent,
  AllswellInfo,
  Component,
  Incident,
  IncidentUpdate,
  Maintenance,
  MaintenanceUpdate,
  Page,
  PageDocument,
  Status,
  Summary,
} from './schema/document.ts';
export type { AcceptInvite, AdminChange, Invite, PasswordChange, Session, SetUp, SignIn } from './schema/signing-in.ts';
export type {
  ComponentChange,
  GroupChange,
  IncidentChange,
  NewComponent,
  NewGroup,
  NewIncident,
  NewUpdate,
  SettingsChange,
  UpdateChange,
} from './schema/writing.ts';
