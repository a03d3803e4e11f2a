import '../status-subscribe/define.ts';
import type { StatusSubscribe } from '../status-subscribe/status-subscribe.ts';

/** What an element that opens the form knows of it. */
export type SubscribeOptions = Partial<
  Pick<
    StatusSubscribe,
    'src' | 'components' | 'incident' | 'channel' | 'locale' | 'timeZone' | 'serviceWorker' | 'summary' | 'document'
  >
>;

/** Opens the form over the page, from within another element; it is gone again once it was closed. */
export async function openSubscribe(root: ParentNode, options: SubscribeOptions): Promise<void> {
  const form = Object.assign(document.createElement('status-subscribe'), options);
  root.append(form);
  await form.showModal();
  form.remove();
}
