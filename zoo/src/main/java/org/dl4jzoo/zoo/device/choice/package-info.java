/**
 * What was found by timing, such as the fastest way to compute a convolution, kept from process to
 * process: other ways round otherwise, and timing hardly ever finds the same twice.
 */
package org.dl4jzoo.zoo.device.choice;
