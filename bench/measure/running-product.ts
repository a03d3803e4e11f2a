import { type Product, type StartOptions, startProduct } from '../../e2e/harness.ts';
import { type Operator, signUp } from '../../e2e/operator.ts';

/** Starts the product from an empty folder with an admin signed in, and stops it when the work is over. */
export async function withProduct<T>(
  work: (product: Product, operator: Operator) => Promise<T>,
  options: StartOptions = {},
): Promise<T> {
  const product = await startProduct(options);
  try {
    return await work(product, await signUp(product, { page_name: 'Fernhill' }));
  } finally {
    await product.stop();
  }
}
