import { useState } from 'react';
import type { ChatMessage } from '../../../core/call/types';
import { t } from '../../../i18n';
import { VisuallyHidden } from '../../../ui/visually_hidden';

/**
 * Says what arrives. Always there, as a live region that comes with its text is not always announced. While the panel is
 * closed only that something came: what it says is nobody's business who happens to hear it.
 */
export function ChatAnnouncer({ messages, open }: { messages: readonly ChatMessage[]; open: boolean }) {
  const last = messages.findLast(({ author }) => author !== 'self');
  const [said, setSaid] = useState<{ id: string; words: string } | undefined>(undefined);
  // Kept as it was said: opening or closing the panel afterwards is no news.
  if (last && last.author !== 'self' && last.id !== said?.id) {
    const name = last.author.userName;
    setSaid({ id: last.id, words: open ? t('chat.says', { name, text: last.text }) : t('chat.arrived', { name }) });
  }
  return (
    <VisuallyHidden live="polite" testId="chat-announcer">
      {/* A new element for each message: the same words twice are two announcements. */}
      {said && <span key={said.id}>{said.words}</span>}
    </VisuallyHidden>
  );
}
