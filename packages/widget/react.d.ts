// Generated from the sources (npm run reference). JSX types for React 19.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { StatusBanner, StatusChangeEvent, StatusDismissEvent, StatusMetrics, StatusOpenEvent, StatusPage, StatusSubscribe, StatusSubscribeEvent, StatusTimeline, StatusUptime } from './dist/index.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'status-banner': DetailedHTMLProps<HTMLAttributes<StatusBanner>, StatusBanner> & {
        'src'?: StatusBanner['src'];
        'components'?: StatusBanner['components'];
        'upcoming-hours'?: StatusBanner['upcomingHours'];
        'placement'?: StatusBanner['placement'];
        'poll-seconds'?: StatusBanner['pollSeconds'];
        'live'?: StatusBanner['live'];
        'locale'?: StatusBanner['locale'];
        'preview'?: StatusBanner['preview'];
        'onstatus-change'?: (event: StatusChangeEvent) => void;
        'onstatus-open'?: (event: StatusOpenEvent) => void;
        'onstatus-dismiss'?: (event: StatusDismissEvent) => void;
      };
      'status-metrics': DetailedHTMLProps<HTMLAttributes<StatusMetrics>, StatusMetrics> & {
        'src'?: StatusMetrics['src'];
        'range'?: StatusMetrics['range'];
        'metrics'?: StatusMetrics['metrics'];
        'locale'?: StatusMetrics['locale'];
        'time-zone'?: StatusMetrics['timeZone'];
        'poll-seconds'?: StatusMetrics['pollSeconds'];
      };
      'status-page': DetailedHTMLProps<HTMLAttributes<StatusPage>, StatusPage> & {
        'src'?: StatusPage['src'];
        'view'?: StatusPage['view'];
        'month'?: StatusPage['month'];
        'query'?: StatusPage['query'];
        'component'?: StatusPage['component'];
        'days'?: StatusPage['days'];
        'span'?: StatusPage['span'];
        'until'?: StatusPage['until'];
        'incident'?: StatusPage['incident'];
        'locale'?: StatusPage['locale'];
        'languages'?: StatusPage['languages'];
        'time-zone'?: StatusPage['timeZone'];
        'poll-seconds'?: StatusPage['pollSeconds'];
        'live'?: StatusPage['live'];
        'without-header'?: StatusPage['withoutHeader'];
        'now'?: StatusPage['now'];
        'stale-since'?: StatusPage['staleSince'];
      };
      'status-subscribe': DetailedHTMLProps<HTMLAttributes<StatusSubscribe>, StatusSubscribe> & {
        'src'?: StatusSubscribe['src'];
        'components'?: StatusSubscribe['components'];
        'incident'?: StatusSubscribe['incident'];
        'channel'?: StatusSubscribe['channel'];
        'locale'?: StatusSubscribe['locale'];
        'time-zone'?: StatusSubscribe['timeZone'];
        'service-worker'?: StatusSubscribe['serviceWorker'];
        'from-query'?: StatusSubscribe['fromQuery'];
        'modal'?: StatusSubscribe['modal'];
        'onstatus-subscribe'?: (event: StatusSubscribeEvent) => void;
      };
      'status-timeline': DetailedHTMLProps<HTMLAttributes<StatusTimeline>, StatusTimeline> & {
        'src'?: StatusTimeline['src'];
        'span'?: StatusTimeline['span'];
        'until'?: StatusTimeline['until'];
        'components'?: StatusTimeline['components'];
        'locale'?: StatusTimeline['locale'];
        'time-zone'?: StatusTimeline['timeZone'];
        'poll-seconds'?: StatusTimeline['pollSeconds'];
      };
      'status-uptime': DetailedHTMLProps<HTMLAttributes<StatusUptime>, StatusUptime> & {
        'src'?: StatusUptime['src'];
        'component'?: StatusUptime['component'];
        'components'?: StatusUptime['components'];
        'days'?: StatusUptime['days'];
        'locale'?: StatusUptime['locale'];
        'time-zone'?: StatusUptime['timeZone'];
        'poll-seconds'?: StatusUptime['pollSeconds'];
      };
    }
  }
}
