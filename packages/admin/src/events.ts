/** Someone has signed in in the panel. */
export class AdminSignedInEvent extends Event {
  static readonly type = 'admin-signed-in';
  readonly adminId: string;
  readonly email: string;

  constructor(adminId: string, email: string) {
    super(AdminSignedInEvent.type, { bubbles: true, composed: true });
    this.adminId = adminId;
    this.email = email;
  }
}

/** The panel's session has ended. */
export class AdminSignedOutEvent extends Event {
  static readonly type = 'admin-signed-out';

  constructor() {
    super(AdminSignedOutEvent.type, { bubbles: true, composed: true });
  }
}

/** An incident was published from the panel. */
export class IncidentPublishedEvent extends Event {
  static readonly type = 'incident-published';
  readonly incidentId: string;

  constructor(incidentId: string) {
    super(IncidentPublishedEvent.type, { bubbles: true, composed: true });
    this.incidentId = incidentId;
  }
}

/** An update was posted from the panel. */
export class UpdatePostedEvent extends Event {
  static readonly type = 'update-posted';
  readonly incidentId: string;
  readonly status: string;

  constructor(incidentId: string, status: string) {
    super(UpdatePostedEvent.type, { bubbles: true, composed: true });
    this.incidentId = incidentId;
    this.status = status;
  }
}

/** The panel shows another screen; `route` is what stands behind the hash, such as `/incidents/ID`. */
export class AdminNavigateEvent extends Event {
  static readonly type = 'admin-navigate';
  readonly route: string;

  constructor(route: string) {
    super(AdminNavigateEvent.type, { bubbles: true, composed: true });
    this.route = route;
  }
}

declare global {
  interface HTMLElementEventMap {
    'admin-signed-in': AdminSignedInEvent;
    'admin-signed-out': AdminSignedOutEvent;
    'incident-published': IncidentPublishedEvent;
    'update-posted': UpdatePostedEvent;
    'admin-navigate': AdminNavigateEvent;
  }
}
