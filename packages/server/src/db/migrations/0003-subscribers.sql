-- Subscribers, what they are told, and how that is going.

-- Somebody's wish to be told, as it came in. It is looked at later, so that asking takes as long and answers the same
-- whoever is named in it.
create table subscription_requests (
  id bigint generated always as identity primary key,
  wish jsonb not null,
  created_at timestamptz not null default clock_timestamp()
);

-- Proofs of work are good for one request each.
create table spent_challenges (
  challenge_hash bytea primary key,
  expires_at timestamptz not null
);

create table subscriptions (
  id bigint generated always as identity primary key,
  channel text not null
    check (channel in ('email', 'web_push', 'webhook', 'slack', 'teams', 'discord', 'google_chat')),
  -- where it is delivered: an email address as its owner wrote it, or an endpoint
  address text not null,
  -- the same for two spellings that reach the same: lower case, the domain in ASCII
  address_key text not null,
  -- what shares its fate when deliveries fail: the domain of the address, the host of the endpoint
  destination text not null,
  -- what the channel needs besides, such as the keys of a push subscription
  details jsonb not null default '{}',
  -- both lists empty: everything
  component_ids text[] not null default '{}',
  group_ids text[] not null default '{}',
  kinds text[] not null default '{incident,maintenance}'
    check (cardinality(kinds) > 0 and kinds <@ '{incident,maintenance}'),
  -- follows this one until it is over, and is removed then
  incident_id text references incidents on delete cascade,
  locale text not null,
  time_zone text not null,
  state text not null default 'pending' check (state in ('pending', 'confirmed')),
  -- its links are made from this: a new one makes all earlier links worthless
  link_salt text not null default substr(replace(gen_random_uuid()::text, '-', ''), 1, 16),
  source text not null check (source in ('page', 'import')),
  -- for an imported one: when and where its owner agreed, as the operator says
  consented_at timestamptz,
  consent_source text,
  requested_at timestamptz not null default clock_timestamp(),
  confirmed_at timestamptz,
  -- failures in a row that do not yet mean that it is gone
  failures integer not null default 0,
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  check ((state = 'confirmed') = (confirmed_at is not null)),
  constraint subscriptions_once unique nulls not distinct (channel, address_key, incident_id)
);
create index subscriptions_of_incident on subscriptions (incident_id) where incident_id is not null;
create index subscriptions_pending on subscriptions (requested_at) where state = 'pending';

-- How many letters an inbox was sent that its owner has not answered to. The key is of the inbox, not of the spelling:
-- without dots and what follows a plus.
create table unanswered_letters (
  inbox_hash bytea primary key,
  letters integer not null default 0,
  last_at timestamptz not null default clock_timestamp()
);

-- Addresses that are not written to any more.
create table suppressions (
  id bigint generated always as identity primary key,
  channel text not null,
  address text not null,
  address_key text not null,
  reason text not null check (reason in ('bounced', 'complained', 'unsubscribed', 'by_hand')),
  detail text,
  created_at timestamptz not null default clock_timestamp(),
  unique (channel, address_key)
);

-- Passing troubles of an address; several within days suppress it.
create table bounces (
  id bigint generated always as identity primary key,
  address_key text not null,
  detail text,
  at timestamptz not null default clock_timestamp()
);
create index bounces_by_address on bounces (address_key, at desc);

-- What mail providers and servers have reported: each counts once, however often it comes.
create table bounce_reports (
  report_hash bytea primary key,
  expires_at timestamptz not null
);
create index bounce_reports_by_expiry on bounce_reports (expires_at);

-- Letters to one person that are no news of an incident: to confirm, to reset a password, to invite, to test.
create table letters (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('confirm', 'already', 'invite', 'reset', 'test')),
  address text not null,
  locale text not null,
  subscription_id bigint references subscriptions on delete cascade,
  admin_id text references admins on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  lease text,
  lease_until timestamptz,
  reason text,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz
);
create index letters_due on letters (due_at) where state in ('waiting', 'sending');

-- What subscribers are told about one update, in the order in which it became true.
alter table notices
  add column number bigint generated always as identity unique,
  -- the deliveries are planned; null: still to be done
  add column expanded_at timestamptz,
  -- how many deliveries were planned
  add column recipients integer,
  -- what a date was before it was moved
  add column moved_from timestamptz,
  -- said beside the last word, such as a postmortem: it does not take the place of what was said before it
  add column is_aside boolean not null default false,
  -- nothing of it is left to be sent; what became of it is kept here, for when its deliveries are folded away
  add column settled_at timestamptz,
  add column tally jsonb,
  add column folded_at timestamptz,
  drop constraint notices_kind_check,
  add constraint notices_kind_check check (kind in ('update', 'reminder', 'rescheduled')),
  drop constraint notices_once;
-- An update is told once, a start is reminded of once; a maintenance can be moved again and again.
create unique index notices_once on notices (update_id, kind, reminds_of) nulls not distinct where kind <> 'rescheduled';
-- What was published before anybody could subscribe is old news.
update notices set expanded_at = clock_timestamp(), recipients = 0, settled_at = clock_timestamp(), tally = '[]',
  folded_at = clock_timestamp();
create index notices_to_expand on notices (number) where expanded_at is null;
create index notices_to_settle on notices (number) where settled_at is null;
create index notices_by_incident on notices (incident_id, number desc);

-- One notice to one subscription. The primary key makes planning twice harmless. No foreign keys: a hundred thousand
-- rows are planned at once, and a record of what was sent outlives the subscription.
create table deliveries (
  notice_id text not null,
  subscription_id bigint not null,
  channel text not null,
  destination text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'failed', 'superseded', 'suppressed')),
  attempts smallint not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  -- who is sending it, and until when nobody else may
  lease text,
  lease_until timestamptz,
  -- why it failed or has to wait, for the operator
  reason text,
  settled_at timestamptz,
  primary key (notice_id, subscription_id)
);
create index deliveries_open on deliveries (channel, due_at) where state in ('waiting', 'sending');

-- Mail domains and push services that fail as a whole: nobody tries them until then.
create table destinations (
  channel text not null,
  destination text not null,
  failures integer not null default 0,
  backs_off_until timestamptz,
  reason text,
  primary key (channel, destination)
);

-- One row: who may send. The fence stands here and in the sender's data folder; a restored database has another one.
create table sending (
  only_row boolean primary key default true check (only_row),
  fence text,
  held_since timestamptz,
  held_because text,
  last_sender_at timestamptz,
  -- when an operator last let it go on: the first sender to come after that may take the fence over
  resumed_at timestamptz,
  -- what the senders can do: the page offers these channels
  channels text[] not null default '{}',
  vapid_public_key text
);
insert into sending default values;

alter table settings
  add column notify_maintenance_announced boolean not null default true,
  add column notify_maintenance_reminder boolean not null default true,
  add column notify_maintenance_started boolean not null default true,
  add column notify_maintenance_ended boolean not null default true,
  add column notify_maintenance_rescheduled boolean not null default true;

-- Feeds and calendars take back what was deleted lately.
create index incidents_withdrawn on incidents (deleted_at desc, id) where deleted_at is not null;

-- One row: the state of the page at which the feeds were last looked at for the WebSub hub.
create table websub (
  only_row boolean primary key default true check (only_row),
  epoch text,
  seq bigint
);
insert into websub default values;

-- What each feed was then, and what it was when the hub was last told of it. While the two differ, it has to be told.
create table websub_topics (
  topic text primary key,
  content_hash text not null,
  told_hash text not null,
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  reason text
);
