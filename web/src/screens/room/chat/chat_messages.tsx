import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import type { ChatMessage } from '../../../core/call/types';
import { formatClock, t } from '../../../i18n';
import { CheckIcon, ClockIcon } from '../../../ui/call_icons';
import { VisuallyHidden } from '../../../ui/visually_hidden';

/** This near to the end, whoever reads is taken to be at it, pixels. */
const AT_END = 48;

export function ChatMessages({ messages }: { messages: readonly ChatMessage[] }) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // Follows what comes, unless the person has scrolled up to read what was.
  useEffect(() => {
    const element = list.current;
    if (element && (atEnd.current || messages.at(-1)?.author === 'self')) element.scrollTop = element.scrollHeight;
  }, [messages]);

  return (
    <Box
      ref={list}
      // What scrolls must be reachable by keyboard. Not live: ChatAnnouncer says what arrives, and nothing of one's own.
      tabIndex={0}
      role="group"
      aria-label={t('chat.messages')}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < AT_END;
      }}
      sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: 2, py: 1 }}
    >
      {messages.length === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>{t('chat.empty')}</Box>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexDirection: 'column', gap: 1 }}>
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </Box>
      )}
    </Box>
  );
}

function Message({ message: { author, text, at, state } }: { message: ChatMessage }) {
  const own = author === 'self';
  return (
    <Box
      component="li"
      data-testid="chat-message"
      data-own={own}
      data-state={state}
      sx={{
        alignSelf: own ? 'flex-end' : 'flex-start',
        maxWidth: '88%',
        px: 1.5,
        py: 0.75,
        borderRadius: 2,
        bgcolor: own ? 'primary.main' : 'action.hover',
        color: own ? 'primary.contrastText' : 'text.primary',
      }}
    >
      <Box sx={{ fontSize: 12 }}>
        {own ? t('call.you') : author.userName} · {formatClock(at)}
      </Box>
      {/* Lines as they were written, long words broken, and never as markup. */}
      <Box dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Box>
      {own && <Delivery state={state} />}
    </Box>
  );
}

function Delivery({ state }: Pick<ChatMessage, 'state'>) {
  const Icon = state === 'delivered' ? CheckIcon : ClockIcon;
  const text = t(`chat.${state}`);
  return (
    <Box title={text} sx={{ position: 'relative', textAlign: 'right', lineHeight: 0 }}>
      <Icon sx={{ fontSize: 16 }} />
      <VisuallyHidden>{text}</VisuallyHidden>
    </Box>
  );
}
