/**
 * How what is known of a network is shown: tables, pictures, CSV and JSON. Nothing here trains,
 * reads a run folder or knows a command's flags.
 */
package org.dl4jzoo.app.report;
