import { Component, Suspense, type ReactNode } from 'react';

export interface LoadBoundaryProps {
  loading: ReactNode;
  /** Shown when a part of the page could not be fetched: the network is away, or the server has a newer version. */
  failed: ReactNode;
  children: ReactNode;
}

/** Around parts that are loaded when they are first needed. */
export class LoadBoundary extends Component<LoadBoundaryProps, { failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.warn('a part of the page could not be shown', error);
  }

  override render(): ReactNode {
    if (this.state.failed) return this.props.failed;
    return <Suspense fallback={this.props.loading}>{this.props.children}</Suspense>;
  }
}
