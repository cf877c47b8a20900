import type { Requests } from '../../core/requests';
import { useReceipt } from '../../hooks/use_receipt';
import { ReceiptScreen } from './receipt_screen';

export interface ReceiptPagesProps {
  requests: Requests;
  sessionId: string;
  /** Somebody is signed in. */
  active: boolean;
}

/** The receipt with its model. */
export default function ReceiptPages({ requests, sessionId, active }: ReceiptPagesProps) {
  return <ReceiptScreen {...useReceipt(requests, sessionId, active)} print={print} />;
}

function print(): void {
  window.print();
}
