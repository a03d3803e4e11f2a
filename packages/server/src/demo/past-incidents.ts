import type { PastIncident } from './story.ts';

/** What happened to Larkspur in the last ninety days, the oldest first. */
export const pastIncidents: readonly PastIncident[] = [
  {
    name: 'Outlook calendars are behind',
    daysAgo: 86,
    at: '09:12',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Bookings take longer than usual to show up in Outlook calendars. Google and iCloud are not affected. Nothing is lost: your calendar in Larkspur is right at any time.',
        parts: { sync: 'degraded_performance' },
      },
      {
        after: 24,
        status: 'identified',
        body: 'Outlook accepts fewer changes per minute from us than usual. We have asked why, and send the changes that concern today first.',
      },
      {
        after: 97,
        status: 'monitoring',
        body: 'The limit is back to what it was. About 6,000 changes are still waiting; all of them will be through within half an hour.',
      },
      { after: 141, status: 'resolved', body: 'All Outlook calendars are up to date again.' },
    ],
  },
  {
    name: 'Some text messages do not arrive',
    daysAgo: 79,
    at: '14:37',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Clients with a Telvia number do not get our text messages. We are finding out since when.',
        parts: { sms: 'partial_outage' },
      },
      {
        after: 19,
        status: 'identified',
        body: 'For half an hour Telvia has taken our messages and not delivered them. Until that is solved, clients with an email address get their reminder by email instead.',
      },
      {
        after: 88,
        status: 'resolved',
        body: 'Telvia delivers again. Reminders for appointments that are over by now were not sent late.',
      },
    ],
  },
  {
    name: 'The calendar is slow',
    daysAgo: 71,
    at: '08:04',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Opening a week in the calendar takes up to twenty seconds this morning. Clients can book as usual.',
        parts: { calendar: 'degraded_performance', reports: 'degraded_performance' },
      },
      {
        after: 17,
        status: 'identified',
        body: 'The database answers slowly since the update of last night. We are going back to the version of yesterday.',
        parts: { calendar: 'partial_outage' },
      },
      {
        after: 41,
        status: 'monitoring',
        body: 'Yesterday’s version is back and the calendar is as fast as ever. We keep an eye on it over the morning.',
        parts: { calendar: 'operational', reports: 'operational' },
      },
      {
        after: 118,
        status: 'resolved',
        body: 'The calendar has been quick all morning. We will write down here what we have learned.',
      },
    ],
    postmortem: {
      afterHours: 54,
      body: `**What happened.** For 41 minutes, opening the calendar took between eight and twenty seconds. 2,300 teams began their day with it.

**Why.** An update of the night before let the calendar ask for the rooms of each appointment one by one. With the few appointments of our test accounts nobody could tell the difference. With a full practice it was a thousand questions for one week.

**What we have changed.**

- Rooms are asked for once for a whole week.
- Our test accounts now have as many appointments as our largest customer.
- Before an update reaches everybody, it is measured for an hour with one team in a hundred.

We are sorry for the slow start into your day.`,
    },
  },
  {
    name: 'The Android app closes after opening',
    daysAgo: 63,
    at: '19:26',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Version 4.18 of the app for Android closes right after it was opened, on some phones. The iPhone app is not affected, and neither is larkspur.example in the browser of the phone.',
        parts: { apps: 'partial_outage' },
      },
      {
        after: 35,
        status: 'identified',
        body: 'Phones with Android 12 and older are affected. We have stopped handing out version 4.18 and are preparing 4.18.1.',
        edited: {
          from: 'Phones with Android 11 and older are affected. We have stopped handing out version 4.18 and are preparing 4.18.1.',
          after: 12,
        },
      },
      {
        after: 172,
        status: 'monitoring',
        body: 'Version 4.18.1 is in the Play Store. If the app closes on you, please update it; the store may need an hour until it offers the new version.',
      },
      { after: 830, status: 'resolved', body: 'Nearly everybody has the new version by now, and it runs.' },
    ],
  },
  {
    name: 'Card payments fail',
    daysAgo: 54,
    at: '11:18',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Paying by card fails when a client books. Bookings without a deposit work. We are on it.',
        parts: { cards: 'major_outage', pages: 'degraded_performance' },
      },
      {
        after: 9,
        status: 'identified',
        body: 'The bank that processes our payments answers every one of them with an error. They know about it. Until it works again, clients can book without paying; you will find these bookings under *Deposit open*.',
        parts: { pages: 'operational' },
      },
      {
        after: 38,
        status: 'monitoring',
        body: 'Payments go through again. Clients whose booking was left unpaid get a link for the deposit within the hour.',
        parts: { cards: 'operational' },
      },
      {
        after: 104,
        status: 'resolved',
        body: 'No payment has failed for an hour. Nobody was charged twice: we have compared every single payment with the bank.',
      },
    ],
    postmortem: {
      afterHours: 78,
      body: `**What happened.** For 38 minutes no card could be charged. 412 bookings were begun and not paid; for 391 of them the deposit has come in since.

**Why.** A certificate at our bank had run out. That was not in our hands. What was in our hands took too long: our pages asked for a payment for nine minutes although none could succeed.

**What we have changed.** When more than a third of all payments fail for two minutes, booking pages now switch to *Deposit open* by themselves, and back again once payments work. We have tried it out with the bank.`,
      edited: {
        from: `**What happened.** For 38 minutes no card could be charged. 412 bookings were begun and not paid; for 371 of them the deposit has come in since.

**Why.** A certificate at our bank had run out. That was not in our hands. What was in our hands took too long: our pages asked for a payment for nine minutes although none could succeed.

**What we have changed.** When more than a third of all payments fail for two minutes, booking pages now switch to *Deposit open* by themselves, and back again once payments work. We have tried it out with the bank.`,
        afterHours: 3,
      },
    },
  },
  {
    name: 'Exports of reports arrive late',
    daysAgo: 47,
    at: '16:08',
    told: [
      {
        after: 0,
        status: 'identified',
        body: 'Exports that are sent by email arrive up to three hours late: many teams are closing their books today. Reports on the screen are as quick as always.',
        parts: { reports: 'degraded_performance' },
      },
      {
        after: 32,
        status: 'resolved',
        body: 'All exports have been sent.',
        takenBack: { after: 6 },
      },
      {
        after: 64,
        status: 'monitoring',
        body: 'Four more servers are making exports now. The longest wait is down to twenty minutes.',
      },
      { after: 121, status: 'resolved', body: 'Exports arrive within a minute or two again.' },
    ],
  },
  {
    name: 'Sign-in does not answer',
    daysAgo: 43,
    at: '10:05',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Our check from outside cannot reach the sign-in page. We are looking whether you can.',
        parts: { signIn: 'major_outage' },
      },
      {
        after: 12,
        status: 'resolved',
        body: 'You could, all along: the network that our check runs in had trouble of its own. Sorry for the fright.',
      },
    ],
    falseAlarm: {
      afterHours: 5,
      reason:
        'A false alarm: only our own check could not reach sign-in. As many people signed in as at any other time.',
    },
  },
  {
    name: 'Some reminders were sent twice',
    daysAgo: 38,
    at: '07:48',
    touches: ['email'],
    impact: 'minor',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'This morning some clients got their reminder by email twice. The times in it are right. We have stopped all reminders that are not for today while we look for the reason.',
      },
      {
        after: 26,
        status: 'identified',
        body: 'One of our mail servers was restarted in the middle of its work and began from the top. 3,120 clients got a second email, none a third.',
      },
      {
        after: 75,
        status: 'resolved',
        body: 'A server that is restarted now goes on where it stopped. All reminders are on their way again. If clients ask you: one email too many, and nothing else.',
      },
    ],
  },
  {
    name: 'Booking pages cannot be reached',
    daysAgo: 31,
    at: '13:02',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Booking pages and the booking button do not open. Your own calendar works, and so do the apps.',
        parts: { pages: 'major_outage', button: 'major_outage' },
      },
      {
        after: 8,
        status: 'identified',
        body: 'It is our own doing: a change of our addresses has sent visitors to servers that are no longer there. We have taken it back. Some networks will remember the wrong address for up to fifteen minutes.',
      },
      {
        after: 21,
        status: 'monitoring',
        body: 'Booking pages open again everywhere that we can see. If yours does not, please write to us and name your network.',
        parts: { pages: 'operational', button: 'operational' },
      },
      { after: 80, status: 'resolved', body: 'Bookings come in as on any other day at this time.' },
    ],
    postmortem: {
      afterHours: 46,
      body: `**What happened.** For 21 minutes at lunch time nobody could open a booking page. From what is usual at this hour, about 1,900 bookings were not made then. Most of them were made later on the same day.

**Why.** We had moved the booking pages to new servers some months ago, and cleared away the old addresses now. One of them was still in use: the list that we worked from was made by hand, and it was wrong.

**What we have changed.**

- The list of addresses in use is made from what visitors ask for.
- An address that is to be removed is switched off for five minutes first, at night, and comes back by itself.
- Such changes are made by two people.

We know what an empty lunch hour means for you, and we are sorry.`,
    },
  },
  {
    name: 'Signing in with Google fails',
    daysAgo: 22,
    at: '10:31',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Signing in with Google ends with an error. Who is signed in stays signed in. A link by email works: choose *Send me a link* below the Google button.',
        parts: { signIn: 'partial_outage' },
      },
      {
        after: 22,
        status: 'identified',
        body: 'Google reports trouble of its own, which affects other services as well. We follow their status page and tell you here.',
      },
      { after: 67, status: 'resolved', body: 'Google has solved it, and signing in works again.' },
    ],
  },
  {
    name: 'Webhooks are delayed',
    daysAgo: 15,
    at: '15:16',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'Webhooks reach your servers up to ten minutes late. Calls to the API are answered as usual.',
        parts: { api: 'degraded_performance' },
      },
      {
        after: 13,
        status: 'identified',
        body: 'A single receiver takes a minute to answer each call, and the others wait in the same line. We are giving it a line of its own.',
      },
      {
        after: 49,
        status: 'resolved',
        body: 'All delayed webhooks have been sent, each of them once. From now on a slow receiver waits for itself alone.',
      },
    ],
  },
  {
    name: 'Payouts to Norda Bank take a day longer',
    daysAgo: 9,
    at: '06:52',
    told: [
      {
        after: 0,
        status: 'identified',
        body: 'Norda Bank has not accepted payouts since last night. If your account is there, the payout of today will come tomorrow. Payouts to all other banks are on time.',
        parts: { payouts: 'degraded_performance' },
      },
      {
        after: 465,
        status: 'monitoring',
        body: 'The bank takes payouts again. We have sent all that were waiting; they will be in your account tomorrow morning.',
      },
      { after: 1_590, status: 'resolved', body: 'The delayed payouts have arrived, and those of today were on time.' },
    ],
  },
  {
    name: 'The calendar does not show new bookings at once',
    daysAgo: 4,
    at: '12:24',
    told: [
      {
        after: 0,
        status: 'investigating',
        body: 'A new booking shows up in the calendar only after it was reloaded. No booking is lost, and no time is given away twice.',
        parts: { calendar: 'degraded_performance' },
      },
      {
        after: 21,
        status: 'identified',
        body: 'The service that tells open calendars about news has run out of memory and was restarted too slowly. It is getting more of it now.',
      },
      { after: 47, status: 'resolved', body: 'New bookings appear by themselves again.' },
    ],
    postmortem: {
      afterHours: null,
      body: `**What happened.** For 47 minutes, calendars that were open did not learn of new bookings.

**Why.** (Ines is collecting the figures.)`,
    },
  },
];
