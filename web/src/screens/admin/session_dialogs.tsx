import type { DirectorySnapshot } from '../../core/admin/directory';
import type { ChangeField, ChangeSessionSnapshot, NewSessionSnapshot } from '../../core/admin/session_forms';
import type { SessionStatus, UserRole } from '../../contract/rest';
import type { FormSnapshot } from '../../core/admin/form';
import { statusMoves } from '../../hooks/use_admin';
import { formatZone, t } from '../../i18n';
import { ChoiceField } from '../../ui/choice_field';
import { FormDialog } from '../../ui/form_dialog';
import { PersonField } from '../../ui/person_field';
import { TextField } from '../../ui/text_field';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { newStatusChoices, paymentChoices, statusChoices, typeChoices, type Choice } from './choices';
import { problemText } from './problem_text';

interface DialogProps<Snapshot> {
  form: Snapshot;
  close: (() => void) | undefined;
  /** Server time, milliseconds. */
  now: number;
}

export function NewSessionDialog({
  form,
  directory,
  close,
  now,
}: DialogProps<NewSessionSnapshot> & { directory: DirectorySnapshot }) {
  const person = (field: 'clientId' | 'psychologistId', role: UserRole) => (
    <PersonField
      label={t(`role.${role}`)}
      people={(directory.users ?? [])
        .filter((user) => user.role === role)
        .map(({ id, name, email }) => ({ id, name, email: email ?? '' }))}
      chosen={form.draft[field]}
      choose={form.change && ((id) => form.change?.(field, id))}
      loading={directory.busy}
      texts={{
        loading: t('app.loading'),
        none: t('admin.person.none'),
        open: t('admin.person.open'),
        close: t('admin.person.close'),
        clear: t('admin.person.clear'),
      }}
      problem={problemText(form.problems[field])}
    />
  );
  return (
    <FormDialog
      title={t('admin.session.new')}
      labels={{ save: t('admin.session.create'), cancel: t('admin.cancel') }}
      saving={form.saving}
      save={form.save}
      close={close}
      problems={form.problems}
    >
      <FormRefusal form={form} />
      {directory.refusal !== undefined && (
        <VideoCallErrorDisplay problem={directory.refusal} retry={directory.refresh} />
      )}
      {person('clientId', 'client')}
      {person('psychologistId', 'psychologist')}
      <SessionFields form={form} now={now} statuses={newStatusChoices()} statusHint={undefined} />
    </FormDialog>
  );
}

export function ChangeSessionDialog({ form, close, now }: DialogProps<ChangeSessionSnapshot>) {
  const { subject } = form;
  const { statuses, final } = statusMoves(subject.status, form.draft.status as SessionStatus);
  return (
    <FormDialog
      title={t('admin.session.change', {
        client: subject.client?.name ?? '',
        psychologist: subject.psychologist?.name ?? '',
      })}
      labels={{ save: t('admin.save'), cancel: t('admin.cancel') }}
      saving={form.saving}
      save={form.save}
      close={close}
      problems={form.problems}
    >
      <FormRefusal form={form} />
      <SessionFields
        form={form}
        now={now}
        statuses={statusChoices(statuses)}
        statusHint={final ? t('admin.session.final') : undefined}
      />
    </FormDialog>
  );
}

function FormRefusal({ form: { refusal } }: { form: Pick<FormSnapshot<never, unknown>, 'refusal'> }) {
  if (refusal === undefined) return null;
  return <VideoCallErrorDisplay problem={refusal} />;
}

interface SessionFieldsProps {
  form: Pick<FormSnapshot<ChangeField, unknown>, 'draft' | 'problems' | 'change'>;
  now: number;
  statuses: readonly Choice[];
  statusHint: string | undefined;
}

function SessionFields({ form: { draft, problems, change }, now, statuses, statusHint }: SessionFieldsProps) {
  const field = (name: ChangeField) => ({
    chosen: draft[name],
    choose: change && ((value: string) => { change(name, value); }),
    problem: problemText(problems[name]),
  });
  const time = Date.parse(draft.date);
  return (
    <>
      <TextField
        label={t('admin.session.date')}
        type="datetime-local"
        required
        value={draft.date}
        change={change && ((value) => { change('date', value); })}
        problem={problemText(problems.date)}
        hint={[t('home.zone', { zone: formatZone(Number.isNaN(time) ? now : time) }), time < now && t('admin.session.past')]
          .filter(Boolean)
          .join(' ')}
      />
      <ChoiceField label={t('admin.session.type')} choices={typeChoices()} {...field('sessionType')} />
      <ChoiceField label={t('admin.session.status')} choices={statuses} {...field('status')} hint={statusHint} />
      <ChoiceField label={t('admin.session.payment')} choices={paymentChoices()} {...field('paymentStatus')} />
    </>
  );
}
