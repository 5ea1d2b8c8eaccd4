/**
 * Training: its settings, the loop over epochs, the checkpoints and the run folder it leaves.
 * Nothing here parses a command line or prints a result.
 */
package org.dl4jzoo.app.train;
