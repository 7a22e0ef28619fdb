import { Type } from '@mikro-orm/core';
import { Problem } from '../problem/index.ts';
import { checkDimensions, checkLength } from './check.ts';
import { propertyOf } from './extension-type.ts';

/**
 * `bit(dimensions)`: a quantized vector for Hamming and Jaccard distance. Zeros and ones, `101` on the wire.
 *
 * @example
 * const signature = p.type(new BitVectorType(64));
 */
export class BitVectorType extends Type<number[] | null, string | null> {
  readonly dimensions: number;

  constructor(dimensions: number) {
    super();
    this.dimensions = checkDimensions('bit', dimensions);
  }

  override convertToDatabaseValue(value: number[] | null): string | null {
    if (value === null || value === undefined) return null;
    const subject = propertyOf(this);
    checkLength('bit', this.dimensions, value.length, subject);
    const bits = [...value].map(String);
    const wrong = bits.findIndex(bit => bit !== '0' && bit !== '1');
    if (wrong === -1) return bits.join('');
    throw new Problem('PL300', {
      what: `element ${wrong} of the bit vector is ${bits[wrong]}`,
      subject,
      why: 'a bit is 0 or 1',
      fix: 'quantize the embedding first, for example by the sign of each element',
    });
  }

  override convertToJSValue(value: string | null): number[] | null {
    return value === null || value === undefined ? null : [...value].map(Number);
  }

  override getColumnType(): string {
    return `bit(${this.dimensions})`;
  }

  override get runtimeType(): string {
    return 'number[]';
  }
}
