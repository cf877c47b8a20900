import { useEffect, useState } from 'react';
import { SessionReceipt, type ReceiptSnapshot } from '../core/receipt/receipt';
import type { Requests } from '../core/requests';
import { useModel } from './use_model';

/** Fetched once somebody is signed in (`active`). */
export function useReceipt(requests: Requests, sessionId: string, active: boolean): ReceiptSnapshot {
  const [receipt] = useState(() => new SessionReceipt(requests, sessionId));
  useEffect(() => {
    if (active) receipt.load();
  }, [receipt, active]);
  return useModel(receipt);
}
