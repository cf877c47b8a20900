import { useState } from 'react';
import type { ChatMessage } from '../../../core/call/types';
import { t } from '../../../i18n';
import { VisuallyHidden } from '../../../ui/visually_hidden';

interface Said {
  id: string;
  name: string;
  /** undefined: only that something came. */
  text: string | undefined;
}

/**
 * Says what arrives. Always there, as a live region that comes with its text is not always announced. While the panel is
 * closed only that something came: what it says is nobody's business who happens to hear it.
 */
export function ChatAnnouncer({ messages, open }: { messages: readonly ChatMessage[]; open: boolean }) {
  const last = messages.findLast(({ author }) => author !== 'self');
  const [said, setSaid] = useState<Said | undefined>(undefined);
  // Kept as it was said: opening or closing the panel afterwards is no news.
  if (last && last.author !== 'self' && last.id !== said?.id) {
    setSaid({ id: last.id, name: last.author.userName, text: open ? last.text : undefined });
  }
  return (
    <VisuallyHidden live="polite" testId="chat-announcer">
      {/* A new element for each message: the same words twice are two announcements. */}
      {said && <span key={said.id}>{wordsOf(said)}</span>}
    </VisuallyHidden>
  );
}

function wordsOf({ name, text }: Said): string {
  return text === undefined ? t('chat.arrived', { name }) : t('chat.says', { name, text });
}
