import type { FieldProblem } from '../../core/admin/form';
import { t } from '../../i18n';
import { refusalText } from '../texts';

/** What is wrong with a field. `code` undefined: nothing. */
export function problemText(code: FieldProblem | undefined): string | undefined {
  switch (code) {
    case undefined:
      return undefined;
    case 'required':
    case 'not-an-email':
    case 'not-a-time':
    case 'too-short':
    case 'too-long':
      return t(`admin.problem.${code}`);
    case 'INVALID_BODY':
      return t('admin.problem.invalid');
    default:
      return refusalText(code);
  }
}
