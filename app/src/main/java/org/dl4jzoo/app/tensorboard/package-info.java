/**
 * Event files that TensorBoard opens: what is told of a training, as protocol buffers in TFRecord's
 * frames. Of both formats only the few fields that are written are known here.
 */
package org.dl4jzoo.app.tensorboard;
