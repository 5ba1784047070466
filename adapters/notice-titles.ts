import type { Notice } from '../remediation/ports.ts';

/** The name of each kind of notice: the detail-type on EventBridge and the message in the log. */
export const noticeTitles: Readonly<Record<Notice['kind'], string>> = {
  proposed: 'Trustwarden Change Proposed',
  applied: 'Trustwarden Role Remediated',
  reported: 'Trustwarden Role Reported',
  refused: 'Trustwarden Change Refused',
  stale: 'Trustwarden Change Stale',
  overwritten: 'Trustwarden Edit Overwritten',
  braked: 'Trustwarden Brake On',
};

/** The name of what a sweep found. */
export const sweepTitle = 'Trustwarden Sweep Finished';
