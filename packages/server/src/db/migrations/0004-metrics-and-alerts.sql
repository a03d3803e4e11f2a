-- Figures that the page shows, and alerts that become incidents.

-- A figure on the page, named as Statuspage names its parts.
create table metrics (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  -- what readers see of it, and nothing else: never a name from where it is read
  name text not null,
  tooltip_description text,
  suffix text not null default '',
  decimal_places integer not null default 0 check (decimal_places between 0 and 6),
  y_axis_min double precision,
  y_axis_max double precision,
  y_axis_hidden boolean not null default false,
  -- {yellow, red, worse: above|below}
  thresholds jsonb,
  position integer not null,
  -- whether readers see it
  display boolean not null default true,
  source text not null check (source in ('new_relic', 'new_relic_rest', 'prometheus', 'push')),
  -- what is asked for there, in the source's own shape; never shown to readers
  query jsonb not null default '{}',
  -- what a value is multiplied by before it is kept: 1000 makes milliseconds of seconds
  factor double precision not null default 1,
  interval_seconds integer not null default 60 check (interval_seconds between 60 and 3600),
  -- who may push points: a hash of the token
  push_token_hash bytea unique,
  -- when it is asked for next; who asks holds it until then, so that only one does
  next_poll_at timestamptz not null default clock_timestamp(),
  last_fetched_at timestamptz,
  -- the newest point
  most_recent_data_at timestamptz,
  most_recent_value double precision,
  -- failures in a row; from the fifth on it rests
  failures integer not null default 0,
  -- {code, detail, at}: why the last try gave nothing, in words for admins
  last_error jsonb,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);

-- What is read from rests as a whole when it fails: ten metrics shall not ask ten times what has nothing to say.
create table metric_upstreams (
  source text primary key check (source in ('new_relic', 'new_relic_rest', 'prometheus')),
  -- failures in a row of whichever of its metrics; from the fifth on one of them is asked, once a minute
  failures integer not null default 0,
  -- nothing is asked before
  rests_until timestamptz
);
insert into metric_upstreams (source) values ('new_relic'), ('new_relic_rest'), ('prometheus');

-- Points as they came, at most one a minute, kept for a month.
create table metric_points (
  metric_id text not null references metrics on delete cascade,
  at timestamptz not null,
  value double precision not null check (value > '-infinity' and value < 'infinity'),
  primary key (metric_id, at)
);

-- Points by the hour, kept for thirteen months.
create table metric_hours (
  metric_id text not null references metrics on delete cascade,
  at timestamptz not null,
  count integer not null check (count > 0),
  sum double precision not null,
  min double precision not null,
  max double precision not null,
  primary key (metric_id, at)
);

-- Which points of public metrics readers have: raised when there are new ones. Not part of seq: no incident changes.
create table metric_state (
  only_row boolean primary key default true check (only_row),
  seq bigint not null default 1,
  changed_at timestamptz not null default clock_timestamp()
);
insert into metric_state default values;
create index metrics_due on metrics (source, next_poll_at) where source <> 'push';

-- A sender of alerts with an address of its own.
create table alert_sources (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  kind text not null check (kind in
    ('new_relic', 'alertmanager', 'grafana', 'pagerduty', 'datadog', 'uptime_kuma', 'cloudwatch', 'generic')),
  name text not null,
  is_enabled boolean not null default true,
  -- its addresses are made from these: the current one, and one that still works while it is being replaced
  address_salt text not null default substr(replace(gen_random_uuid()::text, '-', ''), 1, 16),
  previous_address_salt text,
  previous_address_until timestamptz,
  -- what else the sender proves itself by: {kind: none|header|basic|hmac..., header, ...}; no secrets
  verification jsonb not null default '{}',
  -- for generic: dotted paths to the parts of an alert
  mapping jsonb,
  -- for cloudwatch: the topics that may send
  topic_arns text[] not null default '{}',
  last_received_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);

-- What senders sign with. Several are good while one is replaced by another.
create table alert_source_secrets (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  source_id text not null references alert_sources on delete cascade,
  secret text not null,
  is_encrypted boolean not null,
  -- its last characters, so that people can tell them apart
  hint text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz
);
create index alert_source_secrets_of on alert_source_secrets (source_id);

-- What came in, as it came, for a while: with it the sender was answered, and what became of it follows.
create table alert_deliveries (
  id bigint generated always as identity primary key,
  source_id text not null references alert_sources on delete cascade,
  received_at timestamptz not null default clock_timestamp(),
  content_type text,
  body bytea not null,
  state text not null check (state in ('waiting', 'done', 'refused', 'repeated', 'unreadable', 'failed')),
  -- why it was refused, or could not be read: for admins
  reason text,
  -- what became of each alert in it: [{key, state, title, became, rule_id, case_id, incident_id, draft_id}]
  outcomes jsonb not null default '[]',
  tries integer not null default 0,
  done_at timestamptz
);
create index alert_deliveries_of on alert_deliveries (source_id, id desc);
create index alert_deliveries_waiting on alert_deliveries (id) where state = 'waiting';

-- What came once and is not taken again, by the sender's own id or by what its signature covers. It is remembered longer
-- than a signature stays good, however many deliveries come meanwhile.
create table alert_fingerprints (
  source_id text not null references alert_sources on delete cascade,
  fingerprint bytea not null,
  seen_at timestamptz not null default clock_timestamp(),
  primary key (source_id, fingerprint)
);
create index alert_fingerprints_seen on alert_fingerprints (seen_at);

-- What to do with alerts; the first that matches decides.
create table alert_rules (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  position integer not null,
  name text not null,
  is_enabled boolean not null default true,
  -- null: from every source
  source_id text references alert_sources on delete cascade,
  -- [{field, name, is, value}], all of which have to hold
  conditions jsonb not null default '[]',
  action text not null default 'draft' check (action in ('draft', 'publish', 'ignore')),
  -- alerts of one rule that come while its incident is open belong to it, instead of each to one of its own
  groups_alerts boolean not null default false,
  -- {component id: status}
  components jsonb not null default '{}',
  impact_override text check (impact_override in ('none', 'minor', 'major', 'critical')),
  template_id text references templates on delete set null,
  -- what readers are told where there is no template; null: our own words
  incident_name text,
  body text,
  deliver_notifications boolean not null default true,
  -- an alert that is over for so long is taken for over
  hold_seconds integer not null default 300 check (hold_seconds between 0 and 86400),
  -- whether its recovery resolves what no person has touched
  resolves boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);

-- What alerts became: one draft, and then one incident, however often they fire.
create table alert_cases (
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  source_id text references alert_sources on delete set null,
  rule_id text references alert_rules on delete set null,
  -- alerts with this key belong to it while it is open
  key text not null,
  title text not null,
  state text not null default 'firing' check (state in ('firing', 'acknowledged', 'recovered', 'closed')),
  -- the draft that it began as; it stays named here when it is published, so that the incident is found
  draft_id text,
  incident_id text references incidents on delete set null,
  -- the draft of an update that proposes to resolve it, where the machine may not; named here also when it is gone
  proposal_draft_id text,
  -- the incident's version as the machine left it: another one means that a person has touched it
  machine_version integer,
  -- when the machine last said something to readers, and how often it did: that it is wrong, that it is over, and from
  -- then on something every ten minutes at most
  last_said_at timestamptz,
  times_said integer not null default 0,
  -- when it is looked at again: a recovery has held, something may be said again, a lost end is asked for
  next_look_at timestamptz,
  last_asked_at timestamptz,
  opened_at timestamptz not null default clock_timestamp(),
  recovered_at timestamptz,
  closed_at timestamptz,
  -- how it ended: a person threw it away or said that it is over, the machine said so, nobody wanted its draft, or its
  -- source is gone
  ending text check (ending in ('dismissed', 'resolved_by_person', 'resolved', 'expired', 'abandoned')),
  check ((state = 'closed') = (ending is not null))
);
create unique index alert_cases_open on alert_cases (key) where state <> 'closed';
create index alert_cases_newest on alert_cases (key, opened_at desc);
create index alert_cases_of_rule on alert_cases (rule_id) where rule_id is not null;
create index alert_cases_of_draft on alert_cases (draft_id) where draft_id is not null;
create index alert_cases_of_proposal on alert_cases (proposal_draft_id) where proposal_draft_id is not null;
create index alert_cases_due on alert_cases (next_look_at) where state <> 'closed';
create index alert_cases_of_incident on alert_cases (incident_id) where incident_id is not null;

-- Each thing that a source says is wrong, and since when.
create table alerts (
  id bigint generated always as identity primary key,
  source_id text not null references alert_sources on delete cascade,
  -- the sender's key of it: the same thing firing again has the same
  key text not null,
  case_id text references alert_cases on delete set null,
  state text not null check (state in ('firing', 'acknowledged', 'resolved', 'info')),
  severity text,
  title text not null,
  url text,
  labels jsonb not null default '{}',
  entities text[] not null default '{}',
  started_at timestamptz,
  ended_at timestamptz,
  times_fired integer not null default 0,
  first_seen_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  unique (source_id, key)
);
create index alerts_of_case on alerts (case_id) where case_id is not null;

-- Updates that no person wrote.
alter table incident_updates add column is_automatic boolean not null default false;

-- The draft that an incident was published from, which is gone since then.
alter table incidents add column draft_id text;
create unique index incidents_of_draft on incidents (draft_id) where draft_id is not null;
