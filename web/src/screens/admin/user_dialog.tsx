import type { UserField, UserFormSnapshot } from '../../core/admin/user_forms';
import { t } from '../../i18n';
import { ChoiceField } from '../../ui/choice_field';
import { FormDialog } from '../../ui/form_dialog';
import { TextField } from '../../ui/text_field';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { roleChoices } from './choices';
import { problemText } from './problem_text';

export interface UserDialogProps {
  form: UserFormSnapshot;
  close: (() => void) | undefined;
}

export function UserDialog({ form, close }: UserDialogProps) {
  const { draft, subject, problems, refusal, change } = form;
  const field = (name: UserField) => ({
    value: draft[name],
    change: change && ((value: string) => { change(name, value); }),
    problem: problemText(problems[name]),
  });
  return (
    <FormDialog
      title={subject ? t('admin.user.change', { name: subject.name }) : t('admin.user.new')}
      labels={{ save: t(subject ? 'admin.save' : 'admin.user.create'), cancel: t('admin.cancel') }}
      saving={form.saving}
      save={form.save}
      close={close}
      problems={problems}
    >
      {refusal !== undefined && <VideoCallErrorDisplay problem={refusal} />}
      <TextField label={t('profile.name')} required {...field('name')} />
      <TextField label={t('profile.email')} type="email" required {...field('email')} />
      <ChoiceField
        label={t('profile.role')}
        choices={roleChoices()}
        chosen={draft.role}
        choose={change && ((role) => { change('role', role); })}
        problem={problemText(problems.role)}
      />
      <TextField
        label={t('admin.user.password')}
        type="password"
        autoComplete="new-password"
        {...field('password')}
        hint={t(subject ? 'admin.user.passwordKeep' : 'admin.user.passwordNone')}
      />
    </FormDialog>
  );
}
