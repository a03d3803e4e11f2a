-- The first house: one page with its components, incidents and maintenance, the admins who write them, and the
-- counters and keys around them.

-- One row: which bytes readers should have. Every change that readers can see raises seq in its own transaction.
create table page_state (
  only_row boolean primary key default true check (only_row),
  epoch text not null,
  seq bigint not null default 1,
  changed_at timestamptz not null default clock_timestamp()
);
insert into page_state (epoch) values (substr(replace(gen_random_uuid()::text, '-', ''), 1, 12));

-- One row: the page itself.
create table settings (
  only_row boolean primary key default true check (only_row),
  id text not null check (id ~ '^[a-z0-9]{12}$'),
  name text not null,
  url text,
  time_zone text not null default 'UTC',
  languages text[] not null default '{en}',
  default_language text not null default 'en',
  support_url text,
  logo text,
  favicon text,
  accent_color text,
  theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  remind_before_minutes integer not null default 60,
  resolved_shows_minutes integer not null default 5,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
insert into settings (id, name) values (substr(replace(gen_random_uuid()::text, '-', ''), 1, 12), 'Status');

create table component_groups (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  name text not null,
  description text,
  position integer not null,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);

create table components (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  group_id text references component_groups on delete set null,
  name text not null,
  description text,
  status text not null default 'operational'
    check (status in ('operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance')),
  -- restarts in each group, as in Statuspage
  position integer not null,
  showcase boolean not null default true,
  only_show_if_degraded boolean not null default false,
  start_date date,
  -- archived: gone from the page, its history kept
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index components_by_group on components (group_id, position) where archived_at is null;

-- Incidents, and scheduled maintenance where scheduled_for is set.
create table incidents (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  name text not null,
  status text not null,
  -- the worst roll-up over its life; what readers see is coalesce(impact_override, impact)
  impact text not null default 'none' check (impact in ('none', 'minor', 'major', 'critical')),
  impact_override text check (impact_override in ('none', 'minor', 'major', 'critical')),
  started_at timestamptz not null,
  monitoring_at timestamptz,
  resolved_at timestamptz,
  backfilled boolean not null default false,
  scheduled_for timestamptz,
  scheduled_until timestamptz,
  time_zone text,
  scheduled_auto_in_progress boolean not null default true,
  scheduled_auto_completed boolean not null default true,
  auto_transition_to_maintenance_state boolean not null default true,
  auto_transition_to_operational_state boolean not null default true,
  scheduled_remind_prior boolean not null default true,
  -- tombstone: gone from the page, known to feeds and calendars
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  check ((scheduled_for is null) = (scheduled_until is null)),
  check (scheduled_until > scheduled_for),
  check (
    case
      when scheduled_for is null then status in ('investigating', 'identified', 'monitoring', 'resolved', 'postmortem')
      else status in ('scheduled', 'in_progress', 'verifying', 'completed')
    end
  )
);
create index incidents_newest on incidents (started_at desc, id) where deleted_at is null;
create index incidents_open on incidents (status)
  where deleted_at is null and status not in ('resolved', 'postmortem', 'completed');

-- Which components an incident affects: at what status it holds them, and what they had before it.
create table incident_components (
  incident_id text not null references incidents on delete cascade,
  component_id text not null references components,
  -- null: affected without a change of status
  status text check (status in ('operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance')),
  status_before text not null
    check (status_before in ('operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance')),
  primary key (incident_id, component_id)
);
create index incident_components_by_component on incident_components (component_id);

create table incident_updates (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  incident_id text not null references incidents on delete cascade,
  status text not null,
  body text not null,
  -- body after parsing (text/), stored so that a rebuild of the page parses nothing
  body_nodes jsonb not null,
  -- [{code, name, old_status, new_status}], the names as they were
  affected_components jsonb not null default '[]',
  deliver_notifications boolean not null default true,
  display_at timestamptz not null default clock_timestamp(),
  -- edits of published updates are kept, and visible
  edited_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index incident_updates_by_incident on incident_updates (incident_id, display_at desc) where deleted_at is null;

-- What an update said before it was edited or deleted.
create table incident_update_edits (
  id bigint generated always as identity primary key,
  update_id text not null references incident_updates on delete cascade,
  body text not null,
  display_at timestamptz not null,
  edited_at timestamptz not null default clock_timestamp(),
  edited_by text
);

-- Every status a component had, from when to when (null: until now). Uptime, timeline and history come from here.
create table component_changes (
  id bigint generated always as identity primary key,
  component_id text not null references components on delete cascade,
  status text not null
    check (status in ('operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance')),
  starts_at timestamptz not null default clock_timestamp(),
  ends_at timestamptz,
  -- what caused it; null when set by hand
  incident_id text references incidents on delete set null,
  check (ends_at is null or ends_at >= starts_at)
);
create unique index component_changes_current on component_changes (component_id) where ends_at is null;
create index component_changes_by_time on component_changes (component_id, starts_at desc);

-- What subscribers will be told about one update. Written in the update's own transaction.
create table notices (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  incident_id text not null references incidents on delete cascade,
  update_id text not null references incident_updates on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  unique (update_id)
);

create table admins (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  email text not null unique check (email = lower(email)),
  name text,
  -- PHC string; null until an invitation is accepted
  password_hash text,
  disabled_at timestamptz,
  last_signed_in_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);

-- One row a sign-in; refresh tokens rotate inside it. Ended: every later write with it is refused.
create table sessions (
  id text primary key,
  admin_id text not null references admins on delete cascade,
  -- where it was begun: others who guess this admin's password do not shut the door for this address
  address text not null,
  created_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text
);
create index sessions_by_admin on sessions (admin_id) where ended_at is null;

create table refresh_tokens (
  -- SHA-256 of the token
  token_hash bytea primary key,
  session_id text not null references sessions on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  spent_at timestamptz,
  -- The token that followed it is made from this one and the salt: who repeats it within seconds, because the answer
  -- was lost or two tabs asked at once, gets the same successor again, and there is never more than one live token.
  successor_hash bytea,
  successor_salt bytea
);
create index refresh_tokens_by_session on refresh_tokens (session_id);

-- One-time links: set-up, invitations, password resets.
create table one_time_tokens (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('setup', 'invite', 'reset')),
  admin_id text references admins on delete cascade,
  expires_at timestamptz not null,
  spent_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);

-- Brute-force limits shared by all processes: tries by key (account, address) within a window.
create table rate_limits (
  key text primary key,
  window_started_at timestamptz not null default clock_timestamp(),
  tries integer not null default 0,
  blocked_until timestamptz
);

-- Signing keys of access tokens, push and the like; private parts encrypted when a master key is set.
create table keys (
  id text primary key,
  purpose text not null,
  public_jwk jsonb not null,
  private_key text not null,
  is_encrypted boolean not null,
  created_at timestamptz not null default clock_timestamp(),
  retired_at timestamptz
);

-- Answers of writes by Idempotency-Key, kept for 24 h per admin and route.
create table idempotency_keys (
  admin_id text not null,
  route text not null,
  key text not null,
  request_hash bytea not null,
  -- null while the request is worked on
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (admin_id, route, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  -- kept as text too, so that the trail outlives the admin
  admin_id text references admins on delete set null,
  admin_email text,
  action text not null,
  subject_type text not null,
  subject_id text,
  changes jsonb not null default '{}'
);
create index audit_newest on audit (id desc);
