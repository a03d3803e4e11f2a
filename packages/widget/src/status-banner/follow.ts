/**
 * Opens the form that follows one incident or maintenance, over the page. Its link leads to a page that does the same: for
 * another window, and where the script does not come. The single file, which fetches no other, has the link alone.
 */
export function follow(event: MouseEvent, incident: string, locale: string): void {
  const link = event.currentTarget as HTMLAnchorElement;
  const { host } = link.getRootNode() as ShadowRoot;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // Not inside the banner: that goes away once all is well, and what somebody is writing must not go with it.
  import('../subscribe/open-subscribe.ts')
    .then(({ openSubscribe }) =>
      openSubscribe(document.body, { src: host.getAttribute('src') ?? '', locale, incident }),
    )
    .catch(() => location.assign(link.href));
}
