/**
 * How the program talks to the person who runs it: exit codes, one-sentence errors, progress,
 * tables, JSON, and files that are written whole or not at all. Nothing here knows a network, an
 * image or a command.
 */
package org.dl4jzoo.app.console;
