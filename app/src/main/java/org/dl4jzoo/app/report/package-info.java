/**
 * What is told about a network: metrics of an evaluation, and the tables, pictures, CSV and JSON
 * they are shown as. Nothing here trains, reads a run folder or knows a command's flags.
 */
package org.dl4jzoo.app.report;
