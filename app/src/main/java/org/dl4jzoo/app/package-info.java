/**
 * The command line: {@code Main} and one thin class a command. What a command does lives in its
 * sub-packages, in the zoo or in the data module.
 */
package org.dl4jzoo.app;
