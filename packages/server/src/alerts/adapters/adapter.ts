import type { AlertMapping, AlertSourceKind, AlertVerification, InnerAlert } from '@allswell/protocol';

/** What a delivery says: the alerts in it, and one sentence for each part that was missing or not as it should be. */
export interface Reading {
  alerts: InnerAlert[];
  complaints: string[];
}

/** What a delivery is read with. */
export interface ReadingOptions {
  /** Of a generic source. */
  mapping: AlertMapping | null;
  receivedAt: Date;
}

/** A delivery in which no alert can be found. The message says why, to admins. */
export class UnreadableDelivery extends Error {
  override readonly name = 'UnreadableDelivery';
}

/** Understands the deliveries of one vendor. Adding one is adding a folder, and a line in the list. */
export interface AlertAdapter {
  kind: AlertSourceKind;
  /** How a sender of this kind can prove itself; the first is what is proposed. */
  verifications: readonly AlertVerification['kind'][];
  /** The vendor's own id of a delivery, the same when it is sent again; null where there is none. */
  deliveryId(body: unknown): string | null;
  /** When it was sent, where that is part of what is signed. */
  sentAt(body: unknown): Date | null;
  /** Reads a delivery of any shape. Throws nothing but UnreadableDelivery. */
  read(body: unknown, options: ReadingOptions): Reading;
}
