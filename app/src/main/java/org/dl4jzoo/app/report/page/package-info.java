/**
 * The page of an evaluation: one HTML file that opens anywhere. What stands on it is computed here
 * from an evaluation's numbers and images; how it looks is in the templates ({@code src/main/jte})
 * and in {@code page.css} and the scripts beside this package's classes. Nothing here runs a
 * network.
 */
package org.dl4jzoo.app.report.page;
