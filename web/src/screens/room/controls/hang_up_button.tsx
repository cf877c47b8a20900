import { t } from '../../../i18n';
import { ControlButton } from '../../../ui/control_button';
import { HangUpIcon } from '../../../ui/icons';

export interface HangUpButtonProps {
  /** Who may end the call for everyone is asked what is meant; everybody else just leaves, and can come back. */
  asks: boolean;
  press: (() => void) | undefined;
}

/** The one red button. */
export function HangUpButton({ asks, press }: HangUpButtonProps) {
  return (
    <ControlButton
      label={asks ? t('hangUp.open') : `${t('call.leave')}. ${t('hangUp.comeBack')}`}
      caption={t('call.leave')}
      testId={asks ? 'hangup-button' : 'leave-button'}
      icon={<HangUpIcon />}
      look="danger"
      popup={asks ? 'dialog' : undefined}
      press={press}
    />
  );
}
