package org.dl4jzoo.zoo.layer;

/** Configuration of a layer that knows how many channels it gives; a map in blocks doesn't tell. */
interface OutputChannels {

  /** Channels of the output, or 0 if the configuration doesn't say. */
  long outputChannels();
}
