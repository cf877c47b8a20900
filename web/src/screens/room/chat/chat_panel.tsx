import Box from '@mui/material/Box';
import { useEffect } from 'react';
import type { ChatSnapshot } from '../../../core/call/types';
import { t } from '../../../i18n';
import { SidePanel } from '../../../ui/side_panel';
import { ChatForm } from './chat_form';
import { ChatMessages } from './chat_messages';

export interface ChatPanelProps {
  chat: ChatSnapshot;
  /** What is being written: kept by the room, so that closing the panel loses nothing. */
  draft: string;
  write: (draft: string) => void;
  close: () => void;
}

/** Text between the two. As long as it is open, what arrives counts as seen. */
export function ChatPanel({ chat, draft, write, close }: ChatPanelProps) {
  const { unread, seen } = chat;
  useEffect(() => {
    if (unread > 0) seen();
  }, [unread, seen]);
  return (
    <SidePanel title={t('chat.title')} closeLabel={t('chat.close')} testId="chat-panel" close={close}>
      <Box sx={{ px: 2, py: 1, fontSize: 13, color: 'text.secondary' }}>{t('chat.note')}</Box>
      <ChatMessages messages={chat.messages} />
      <ChatForm draft={draft} write={write} send={chat.send} />
    </SidePanel>
  );
}
