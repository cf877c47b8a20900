import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useId, type KeyboardEvent } from 'react';
import { MAX_CHAT_CHARACTERS } from '../../../contract/control';
import type { ChatSnapshot } from '../../../core/call/types';
import { plural, t } from '../../../i18n';
import { SendIcon } from '../../../ui/call_icons';
import { WIDE } from '../../../ui/side_panel';

export interface ChatFormProps {
  draft: string;
  write: (draft: string) => void;
  send: ChatSnapshot['send'];
}

/** From here on it is said how many characters are left. */
const COUNT_FROM_LEFT = 200;

export function ChatForm({ draft, write, send }: ChatFormProps) {
  // On a phone the on-screen keyboard would cover the messages that one has come to read.
  const wide = useMediaQuery(WIDE, { noSsr: true });
  const noteId = useId();
  const left = MAX_CHAT_CHARACTERS - Array.from(draft).length;
  const submit = draft.trim() === '' || !send ? undefined : send;

  const submitDraft = (): void => {
    if (!submit) return;
    submit(draft);
    write('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While a character is being composed (Japanese, an accent), Enter belongs to that.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submitDraft();
  };

  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        submitDraft();
      }}
      sx={{ p: 1.5, pt: 1, borderTop: 1, borderColor: 'divider' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1 }}>
        <TextField
          label={t('chat.field')}
          multiline
          minRows={1}
          maxRows={5}
          fullWidth
          autoFocus={wide}
          value={draft}
          onChange={(event) => {
            write(Array.from(event.target.value).slice(0, MAX_CHAT_CHARACTERS).join(''));
          }}
          onKeyDown={onKeyDown}
          slotProps={{
            htmlInput: {
              enterKeyHint: 'send',
              'aria-describedby': noteId,
              'data-testid': 'chat-input',
            },
          }}
        />
        <IconButton
          type="submit"
          color="primary"
          aria-label={t('chat.send')}
          title={t('chat.send')}
          data-testid="chat-send"
          disabled={!submit}
          sx={{ width: 48, height: 48, mb: 0.5 }}
        >
          <SendIcon />
        </IconButton>
      </Box>
      <Box id={noteId} sx={{ fontSize: 12, mt: 0.75, color: 'text.secondary' }}>
        {send ? t('chat.hint') : t('chat.nobody')} {left <= COUNT_FROM_LEFT && plural('chat.left', left)}
      </Box>
    </Box>
  );
}
