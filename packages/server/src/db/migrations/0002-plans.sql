-- Maintenance that runs itself and repeats, postmortems, drafts and templates.

-- A maintenance that repeats. Its dates are local: the rule is reckoned on the wall clock of its zone, and each date
-- becomes an instant only when it is planned.
create table maintenance_series (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  name text not null,
  body text not null,
  -- the first start, and how long each one takes
  starts_at timestamp not null,
  duration_minutes integer not null check (duration_minutes > 0),
  time_zone text not null,
  -- RFC 5545, such as FREQ=WEEKLY;BYDAY=SU;UNTIL=20271231T235959
  rrule text not null,
  component_ids text[] not null default '{}',
  impact_override text check (impact_override in ('none', 'minor', 'major', 'critical')),
  deliver_notifications boolean not null default true,
  scheduled_auto_in_progress boolean not null default true,
  scheduled_auto_completed boolean not null default true,
  auto_transition_to_maintenance_state boolean not null default true,
  auto_transition_to_operational_state boolean not null default true,
  scheduled_remind_prior boolean not null default true,
  -- when there is a date to be planned again: the clock looks then; null when all of them are
  plan_at timestamptz,
  -- no more of it is planned
  ended_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);

create index maintenance_series_to_plan on maintenance_series (plan_at) where ended_at is null and plan_at is not null;

alter table incidents
  -- the maintenance does not take place, or was broken off
  add column cancelled_at timestamptz,
  -- subscribers were reminded of this start, or told of it too late to be reminded
  add column reminded_at timestamptz,
  -- whether subscribers are told of what the clock does to it
  add column deliver_notifications boolean not null default true,
  add column series_id text references maintenance_series on delete set null,
  -- what will be published as the postmortem; what was published is an update like any other
  add column postmortem_body text,
  add column postmortem_edited_at timestamptz,
  add column postmortem_published_at timestamptz;
create index incidents_to_start on incidents (scheduled_for) where deleted_at is null and status = 'scheduled';
create index incidents_to_end on incidents (scheduled_until)
  where deleted_at is null and status in ('in_progress', 'verifying');
create index incidents_deleted on incidents (started_at desc, id) where deleted_at is not null;
create index incidents_over on incidents (resolved_at desc, id) where deleted_at is null;
create index incidents_newest_maintenance on incidents (started_at desc, id)
  where deleted_at is null and scheduled_for is not null;

-- The dates of a series that are not just what its rule says any more: planned (a maintenance of its own, which may have
-- been moved), or skipped (no maintenance).
create table maintenance_occurrences (
  series_id text not null references maintenance_series on delete cascade,
  -- the start that the rule gives, on the wall clock of the series' zone
  starts_at timestamp not null,
  incident_id text references incidents on delete set null,
  -- its plan was changed by hand: a change of the series leaves it alone
  is_moved boolean not null default false,
  skipped_at timestamptz,
  primary key (series_id, starts_at)
);
create unique index maintenance_occurrences_by_incident on maintenance_occurrences (incident_id);

-- Subscribers can be told of one update several times: when it is posted, and as the reminder before each start that a
-- maintenance was moved to.
alter table notices
  add column kind text not null default 'update' check (kind in ('update', 'reminder')),
  add column reminds_of timestamptz,
  add check ((kind = 'reminder') = (reminds_of is not null));
alter table notices drop constraint notices_update_id_key;
alter table notices add constraint notices_once unique nulls not distinct (update_id, kind, reminds_of);

-- Something that is being written and that no reader sees.
create table drafts (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  kind text not null check (kind in ('incident', 'maintenance', 'update')),
  -- which incident an update is being written for
  incident_id text references incidents on delete cascade,
  content jsonb not null,
  admin_id text references admins on delete set null,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  check ((kind = 'update') = (incident_id is not null))
);

-- What is written again and again. {{names}} in title and body are filled in when it is used.
create table templates (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  kind text not null check (kind in ('incident', 'maintenance')),
  name text not null,
  title text not null,
  body text not null,
  status text,
  impact_override text check (impact_override in ('none', 'minor', 'major', 'critical')),
  -- {component id: status}, and those that are affected without a change
  components jsonb not null default '{}',
  component_ids text[] not null default '{}',
  duration_minutes integer check (duration_minutes > 0),
  position integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);

-- What is written down afterwards about the past lies on top of what was recorded then: at any moment the worst of all
-- counts. So nothing recorded is lost, and what is written down can be corrected or taken back.
alter table component_changes add column backfilled boolean not null default false;
alter table component_changes add check (not backfilled or ends_at is not null);
create index component_changes_backfilled on component_changes (incident_id) where backfilled;
