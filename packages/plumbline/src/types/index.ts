export { SparseVector } from 'pgvector';
export { BitVectorType } from './bit-vector.ts';
export { HalfVectorType, VectorType } from './dense-vector.ts';
export {
  cosineDistance,
  l2Distance,
  negativeInnerProduct,
} from './distance.ts';
export { ExtensionType } from './extension-type.ts';
export { SparseVectorType } from './sparse-vector.ts';
