import { expect } from 'chai';
import { render } from 'lit';
import { uptimeBar } from './uptime-bar.ts';

const width = 10;
const height = 20;

/** What stands at the foot of each day, and in the gap behind it: how much ink of all paths together. */
async function inkOf(levels: string): Promise<{ days: number[]; gaps: number[] }> {
  const around = document.createElement('div');
  render(uptimeBar(levels), around);
  const picture = around.querySelector('svg');
  if (!picture) throw new Error('There is no picture.');
  picture.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  picture.setAttribute('width', `${levels.length * width}`);
  picture.setAttribute('height', `${height}`);
  // As the style sheets have it, in a picture that is read alone.
  for (const path of picture.querySelectorAll('path')) {
    for (const [name, value] of Object.entries({
      fill: 'none',
      stroke: 'black',
      'stroke-width': '2',
      'stroke-dasharray': '.7 .3',
    })) {
      path.setAttribute(name, value);
    }
  }
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = levels.length * width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0);
  const alpha = (x: number) => context?.getImageData(x, height / 2, 1, 1).data[3] ?? -1;
  return {
    days: Array.from(levels, (_, index) => alpha(index * width + width / 2)),
    gaps: Array.from(levels, (_, index) => alpha(index * width)),
  };
}

describe('the bars of days', () => {
  it('are one dash a day, whatever runs of days there are', async () => {
    for (const levels of [
      '0'.repeat(90),
      '---000m00112030333',
      '3',
      '0-0-0-m1230m123',
      '0'.repeat(41) + '2'.repeat(48),
    ]) {
      const { days, gaps } = await inkOf(levels);
      expect(
        days.every((ink) => ink > 200),
        `${levels}: ${days.join()}`,
      ).to.equal(true);
      expect(
        gaps.every((ink) => ink < 60),
        `${levels}: ${gaps.join()}`,
      ).to.equal(true);
    }
  });

  it('have one path for each state that was, and none for others', () => {
    const around = document.createElement('div');
    render(uptimeBar('00m0?0'), around);
    const drawn = [...around.querySelectorAll('path[d]')].map((path) => path.getAttribute('d'));
    expect(drawn).to.deep.equal(['M4 1h1', 'M0 1h2M3 1h1M5 1h1', 'M2 1h1']);
  });
});
