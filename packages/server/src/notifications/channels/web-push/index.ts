import { createEgress } from '../../../http/safe-fetch.ts';
import type { Channel } from '../../channel.ts';
import { createPushSender } from './sender.ts';
import { VapidSigner, vapidSubject } from './vapid.ts';
import { ensureVapidKeys } from './vapid-keys.ts';

/** Notifications of browsers (RFC 8030). It needs no setting: the keys are made at the first start. */
export const webPush: Channel = {
  name: 'web_push',
  async open({ sql, config, publicUrl, log }) {
    const keys = await ensureVapidKeys(sql, config.masterKey);
    const subject = vapidSubject(config, publicUrl);
    if (subject === undefined) {
      const hint =
        'Set ALLSWELL_VAPID_SUBJECT, or a public URL with https: without an address of yours Apple takes none.';
      log.warn({}, `Push services cannot reach whoever runs this page. ${hint}`);
    }
    return createPushSender({
      signer: new VapidSigner(keys, subject),
      egress: createEgress({ allow: config.egressAllow, upstreams: config.upstreams }),
      egressAllow: config.egressAllow,
    });
  },
};
