-- What an incident says that its components were, from when to when, is told in rows of its own beside what was recorded
-- when it happened: written anew whenever the incident changes, gone when it is deleted. Uptime is reckoned from them, and
-- from what was set by hand. One of an incident that still holds its component has no end; neither has what an incident
-- left behind when it ended, until the component changes.
alter table component_changes rename column backfilled to told;
alter table component_changes add column left_behind boolean not null default false;
alter table component_changes drop constraint component_changes_check1;
drop index component_changes_current;
create unique index component_changes_current on component_changes (component_id) where ends_at is null and not told;
drop index component_changes_backfilled;
create index component_changes_told on component_changes (incident_id) where told;
-- Any time of the past is read at the price of what it holds.
create index component_changes_told_times on component_changes using gist (tstzrange(starts_at, ends_at)) where told;
create index component_changes_by_hand on component_changes (component_id, starts_at desc, id desc)
  where incident_id is null and not told;
create index component_changes_held on component_changes (component_id) where told and ends_at is null;

-- {components: {id: status}, keeps, at}: what an update gives components for its own incident, whatever others hold them
-- at; whether it is an end that leaves them as they are; when it took effect. null: read from affected_components.
alter table incident_updates add column says jsonb;

-- What an incident says of its components without an update: they were edited, or set by hand while it held them.
create table incident_component_edits (
  id bigint generated always as identity primary key,
  incident_id text not null references incidents on delete cascade,
  component_id text not null references components on delete cascade,
  -- null: it holds it no more
  status text
    check (status in ('operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance')),
  -- from when on; null: all along, in place of what was said before
  holds_from timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
create index incident_component_edits_by_incident on incident_component_edits (incident_id);
create index incident_component_edits_by_component on incident_component_edits (component_id);

-- Of old incidents it is known what was shown of them, and what they hold or left behind now.
insert into incident_component_edits (incident_id, component_id, status, holds_from)
select ic.incident_id, ic.component_id, ic.status,
  case when c.incident_id = ic.incident_id and c.status = ic.status then c.starts_at else now() end
from incident_components ic
join incidents i on i.id = ic.incident_id and i.deleted_at is null
  and i.status in ('investigating', 'identified', 'monitoring', 'in_progress', 'verifying')
join component_changes c on c.component_id = ic.component_id and c.ends_at is null and c.incident_id is not null
where ic.status <> 'operational';
update incident_updates u
set says = jsonb_build_object('components', was_left.components, 'at', now())
from (
  select c.incident_id, jsonb_object_agg(c.component_id, c.status) as components, (
    select id from incident_updates
    where incident_id = c.incident_id and deleted_at is null and status in ('resolved', 'completed')
    order by display_at desc, created_at desc, id limit 1
  ) as update_id
  from component_changes c join incidents i on i.id = c.incident_id
  where c.ends_at is null and c.status <> 'operational' and not i.backfilled
    and i.status in ('resolved', 'postmortem', 'completed')
  group by c.incident_id
) was_left
where u.id = was_left.update_id;
insert into component_changes (component_id, status, starts_at, ends_at, incident_id, told, left_behind)
select c.component_id, c.status, c.starts_at, c.ends_at, c.incident_id, true,
  c.ends_at is null and i.status in ('resolved', 'postmortem', 'completed')
from component_changes c join incidents i on i.id = c.incident_id
where not c.told and c.status <> 'operational' and i.deleted_at is null;
insert into component_changes (component_id, status, starts_at, incident_id, told)
select e.component_id, e.status, e.holds_from, e.incident_id, true
from incident_component_edits e
where not exists (
  select from component_changes c
  where c.component_id = e.component_id and c.incident_id = e.incident_id and c.told and c.ends_at is null
);

-- A maintenance is no downtime, unless somebody says that this one is.
alter table incidents add column counts_as_downtime boolean not null default false;

-- How much each status weighs, from when on. A change holds from its instant on; what was before keeps its weights.
create table uptime_weights (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  major_outage numeric(4, 3) not null check (major_outage between 0 and 1),
  partial_outage numeric(4, 3) not null check (partial_outage between 0 and 1),
  degraded_performance numeric(4, 3) not null check (degraded_performance between 0 and 1),
  -- null: from the beginning
  effective_from timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  -- the address of the admin; null for the first ones
  created_by text
);
create unique index uptime_weights_from on uptime_weights (coalesce(effective_from, '-infinity'));
insert into uptime_weights (id, major_outage, partial_outage, degraded_performance) values ('statuspage00', 1, 0.3, 0);

-- A time that counts as another status than what was published: a false alarm, a severity that was wrong. Readers see
-- both, and the reason. The newest at a moment decides.
create table uptime_corrections (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  component_id text not null references components on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  counts_as text not null
    check (counts_as in ('operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance')),
  reason text not null,
  created_at timestamptz not null default clock_timestamp(),
  created_by text,
  -- taken back: it counts no more, and stays on record
  revoked_at timestamptz,
  revoked_by text,
  check (ends_at > starts_at)
);
create index uptime_corrections_by_component on uptime_corrections (component_id, starts_at) where revoked_at is null;

-- Histories that are brought in from elsewhere. One is fetched whole and looked through before anything of it is kept.
create table imports (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  source text not null check (source in ('statuspage', 'statuspage_v1', 'status_site')),
  -- where it is fetched, or the name of the file that was given
  origin text not null,
  state text not null check (state in ('fetching', 'checked', 'applying', 'done', 'failed', 'cancelled')),
  options jsonb not null default '{}',
  -- sealed; gone as soon as everything is fetched
  api_key text,
  -- {components: {found, new, changed, same, skipped}, …}
  counts jsonb not null default '{}',
  -- [{code, detail, subject}]
  warnings jsonb not null default '[]',
  progress_done integer not null default 0,
  progress_total integer,
  -- why it failed, for people
  failure text,
  -- who works on it, until when: it goes on in another process when that one is gone
  leased_until timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  created_by text,
  finished_at timestamptz
);
create index imports_newest on imports (created_at desc);

-- What was fetched, as it came.
create table import_pages (
  import_id text not null references imports on delete cascade,
  kind text not null,
  number integer not null,
  body jsonb not null,
  primary key (import_id, kind, number)
);

-- What became of each thing elsewhere: imported again, it is found again, and old addresses lead to it.
create table imported (
  source text not null,
  kind text not null check (kind in ('component', 'group', 'incident', 'update', 'subscriber')),
  external_id text not null,
  -- the id it has here
  id text not null,
  -- of what came, so that a second time changes nothing
  fingerprint text not null,
  -- of what it became here: where that is another one by now, somebody has edited it, and it is left alone
  kept text not null,
  imported_at timestamptz not null default clock_timestamp(),
  primary key (source, kind, external_id)
);
create index imported_by_id on imported (id);
