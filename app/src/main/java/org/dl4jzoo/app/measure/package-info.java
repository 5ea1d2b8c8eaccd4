/**
 * Measures a network on labelled images and leaves the report, with what the report tells of the
 * network beside its accuracy: its training, cost and origin; fits temperatures to its
 * probabilities. Nothing here knows a command's flags, or trains.
 */
package org.dl4jzoo.app.measure;
