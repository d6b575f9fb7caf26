import type { DataPlane, Feature, ProtocolEntry, Scheme } from '../spi/index.js';

/**
 * What a provider says of itself. Claims select the cases; nothing is probed. What is not claimed is not applicable;
 * a claim that turns out false is a failure.
 */
export interface Capabilities {
  readonly schemes: readonly Scheme[];
  readonly dataPlanes: readonly DataPlane[];
  readonly entries: readonly ProtocolEntry[];
  readonly features: readonly Feature[];
  /** How many nodes a case may have; 9 where it is not said. */
  readonly maxNodes?: number;
  /**
   * Where SIO_MULTIPOINT_LOOPBACK takes effect (IPMC-4): Winsock's is at the receiver. One built on a Unix stack may
   * declare that its setting is the sender's.
   */
  readonly loopbackSide?: 'receiver' | 'sender';
  /**
   * Whether session data that is sent arrives; it does where that is not said. Where it is lost at times, as by IP
   * multicast, each text is sent several times over, and what is judged is whether none of the copies arrives.
   */
  readonly dataDelivery?: 'reliable' | 'best-effort';
}
