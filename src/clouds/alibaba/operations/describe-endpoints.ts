import { operation } from '../operation.ts';

interface Parameters {
  /** The region. */
  readonly Id: string;
  readonly ServiceCode: string;
  readonly Type?: string;
}

/** Where a product is called: here, whatever the product and the region. Without a port a client would miss us. */
export const describeEndpoints = operation<Parameters>(
  'location',
  'DescribeEndpoints',
  async ({ parameters, host }) => ({
    Endpoints: {
      Endpoint: [
        {
          Endpoint: host,
          Id: parameters.Id,
          Namespace: '',
          Protocols: { Protocols: ['HTTP'] },
          // The cloud spells it so; its clients read either.
          SerivceCode: parameters.ServiceCode,
          ServiceCode: parameters.ServiceCode,
          Type: parameters.Type ?? 'openAPI',
        },
      ],
    },
    Success: true,
  }),
);
