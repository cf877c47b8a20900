// The closed lists of the contract as choices, in words.
import type { PaymentStatus, SessionStatus, SessionType, UserRole } from '../../contract/rest';
import { t } from '../../i18n';
import { paymentText, statusText } from '../home/session_texts';

export interface Choice {
  id: string;
  label: string;
}

const STATUSES: readonly SessionStatus[] = ['Pending', 'Confirmed', 'In Progress', 'Completed', 'Cancelled', 'Declined'];
const TYPES: readonly SessionType[] = ['Individual', 'Group', 'Assessment'];
const PAYMENTS: readonly PaymentStatus[] = [
  'Pending',
  'Completed',
  'Paid',
  'Confirmed',
  'Verified',
  'Failed',
  'Refunded',
];
const ROLES: readonly UserRole[] = ['client', 'psychologist', 'admin'];

export function statusChoices(statuses: readonly SessionStatus[] = STATUSES): Choice[] {
  return statuses.map((id) => ({ id, label: statusText(id) }));
}

/** What a session is booked as: that it has been held or is under way is for calls to say. */
export function newStatusChoices(): Choice[] {
  return statusChoices(['Confirmed', 'Pending']);
}

export function typeChoices(): Choice[] {
  return TYPES.map((id) => ({ id, label: t(`sessions.type.${id}`) }));
}

export function paymentChoices(): Choice[] {
  return PAYMENTS.map((id) => ({ id, label: paymentText(id) }));
}

export function roleChoices(): Choice[] {
  return ROLES.map((id) => ({ id, label: t(`role.${id}`) }));
}

/** The first of a filter: no restriction. */
export function anyChoice(): Choice {
  return { id: '', label: t('admin.any') };
}
