/**
 * Training: from settings and images, through the loop over phases and epochs, to the run folder it
 * leaves. Nothing here parses a command line or prints a result. There are more than 25 classes,
 * since the steps of a training share what none outside is to see: phases, their networks and
 * batches.
 */
package org.dl4jzoo.app.train;
