// What help knows about, and how an address asks for one part of it: /help?problem=<topic>. Pure.
import type { PermissionHelp } from '../../core/browser';
import { t, type StringKey } from '../../i18n';
import { isProblem, type Problem } from '../errors/problem';

/** By what a person notices. */
export const QUICK_FIXES = ['cannot-hear', 'not-heard', 'no-picture', 'freezes', 'cannot-join', 'lost'] as const;
export type QuickFix = (typeof QUICK_FIXES)[number];

export const QUESTIONS = ['recorded', 'who', 'chat', 'browsers', 'lost', 'data'] as const;

export const PERMISSION_HELPS: readonly PermissionHelp[] = [
  'chrome',
  'edge',
  'firefox',
  'safari',
  'ios',
  'android',
  'other',
];

export type HelpTopic = Problem | QuickFix;

function isQuickFix(text: unknown): text is QuickFix {
  return (QUICK_FIXES as readonly unknown[]).includes(text);
}

/** What an address asks for; undefined for help in general, and for what nobody knows. */
export function readHelpTopic(search: string): HelpTopic | undefined {
  const wanted = new URLSearchParams(search).get('problem');
  return isQuickFix(wanted) || isProblem(wanted) ? wanted : undefined;
}

export function splitTopic(topic: HelpTopic | undefined): { problem: Problem | undefined; fix: QuickFix | undefined } {
  return isQuickFix(topic) ? { problem: undefined, fix: topic } : { problem: topic, fix: undefined };
}

const PERMISSION_STEPS = ['1', '2', '3'] as const;

export function permissionSteps(help: PermissionHelp): string[] {
  return PERMISSION_STEPS.map((step) => t(`permit.${help}.${step}`));
}

const FIX_STEPS: Readonly<Record<QuickFix, readonly StringKey[]>> = {
  'cannot-hear': ['fix.cannot-hear.1', 'fix.cannot-hear.2', 'fix.cannot-hear.3', 'fix.cannot-hear.4', 'fix.cannot-hear.5'],
  'not-heard': ['fix.not-heard.1', 'fix.not-heard.2', 'fix.not-heard.3', 'fix.not-heard.4', 'fix.not-heard.5'],
  'no-picture': ['fix.no-picture.1', 'fix.no-picture.2', 'fix.no-picture.3', 'fix.no-picture.4'],
  freezes: ['fix.freezes.1', 'fix.freezes.2', 'fix.freezes.3', 'fix.freezes.4'],
  'cannot-join': ['fix.cannot-join.1', 'fix.cannot-join.2', 'fix.cannot-join.3', 'fix.cannot-join.4', 'fix.cannot-join.5'],
  lost: ['fix.lost.1', 'fix.lost.2', 'fix.lost.3', 'fix.lost.4'],
};

export function fixSteps(fix: QuickFix): string[] {
  return FIX_STEPS[fix].map((key) => t(key));
}
