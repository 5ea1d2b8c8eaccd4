/**
 * A stand-in for a device: the same interface in plain loops on the CPU, in double precision, over
 * memory in which every address is checked. It shows without a GPU that whatever drives a device
 * hands it the right shapes and addresses, and it is what the CUDA device's kernels are held to.
 */
package org.dl4jzoo.zoo.device.host;
