/**
 * The numbers that a trained network computes with: what can be asked for, and networks that
 * compute with others than float32. Nothing here reads files or runs networks.
 */
package org.dl4jzoo.app.precision;
