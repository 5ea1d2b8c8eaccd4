/**
 * Training: from settings and images, through the loop over phases and epochs, to the run folder it
 * leaves. Nothing here parses a command line or prints a result.
 */
package org.dl4jzoo.app.train;
