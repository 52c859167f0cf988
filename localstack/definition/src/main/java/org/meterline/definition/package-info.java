/**
 * The embedded stack's definition: what the templates of infra-cdk say to AWS, and template.yaml to LocalStack. Its own module, so
 * that the engines, the stack and the test that holds all three definitions together can read it early in a build.
 */
@NullMarked
package org.meterline.definition;

import org.jspecify.annotations.NullMarked;
