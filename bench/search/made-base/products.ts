/** A product that does not exist, and what its docs talk about. */
export type Product = {
  readonly name: string;
  /** Opens its error codes and the names of its settings. */
  readonly prefix: string;
  readonly parts: readonly string[];
  readonly things: readonly string[];
};

/** Names of parts are two words, so that each article has a subject of its own. None is a part of the sample product. */
export const PRODUCTS: readonly Product[] = [
  {
    name: 'Tallyprint',
    prefix: 'tp',
    parts: words(
      'label printer, ribbon feeder, print head, spool tray, badge printer, colour drum, paper sensor, roll holder, cutter arm, ink pump',
    ),
    things: words('labels, ribbons, print jobs, rolls, badges'),
  },
  {
    name: 'Dockwise Scanner',
    prefix: 'dw',
    parts: words(
      'hand scanner, gate reader, pallet camera, dock cradle, pick cart, shelf beacon, loading ramp, weigh plate, barcode trigger, yard tablet',
    ),
    things: words('barcodes, pallets, shipments, parcels, pick lists'),
  },
  {
    name: 'Warmhouse',
    prefix: 'wh',
    parts: words(
      'room thermostat, heat pump, floor valve, boiler board, vent flap, roof collector, hall panel, frost guard, window contact, radiator head',
    ),
    things: words('rooms, heating curves, setpoints, zones, readings'),
  },
  {
    name: 'Innkeeper',
    prefix: 'ik',
    parts: words(
      'front desk, room planner, rate calendar, key encoder, guest kiosk, night audit, minibar list, group folder, parking plan, breakfast board',
    ),
    things: words('bookings, guests, rates, rooms, deposits'),
  },
  {
    name: 'Ledgerline',
    prefix: 'll',
    parts: words(
      'general ledger, bank feed, tax table, expense inbox, cost centre, payment run, asset register, dunning letter, month close, cash book',
    ),
    things: words('entries, accounts, statements, vouchers, postings'),
  },
  {
    name: 'Meetloop',
    prefix: 'ml',
    parts: words(
      'meeting room, waiting lobby, screen share, wall display, ceiling microphone, whiteboard page, caption track, breakout room, door sign, camera bar',
    ),
    things: words('meetings, participants, recordings, captions, slides'),
  },
  {
    name: 'Coursewell',
    prefix: 'cw',
    parts: words(
      'course catalogue, quiz editor, grade book, exam room, lesson player, reading list, peer circle, skill map, study group, tutor inbox',
    ),
    things: words('courses, learners, grades, quizzes, lessons'),
  },
  {
    name: 'Leadharbour',
    prefix: 'lh',
    parts: words(
      'contact list, deal board, mail merge, call script, territory map, quote builder, lead inbox, visit planner, partner portal, campaign page',
    ),
    things: words('contacts, deals, quotes, campaigns, visits'),
  },
  {
    name: 'Cellbank',
    prefix: 'cb',
    parts: words(
      'battery rack, inverter unit, cell balancer, grid relay, charge post, cooling loop, fuse box, solar string, island switch, meter clamp',
    ),
    things: words('cells, charge cycles, strings, currents, shifts'),
  },
  {
    name: 'Labtrace',
    prefix: 'lt',
    parts: words(
      'sample fridge, pipette robot, assay plate, reagent shelf, balance scale, spin centrifuge, gas bottle, result sheet, freezer door, barcode oven',
    ),
    things: words('samples, assays, plates, results, reagents'),
  },
  {
    name: 'Greenrow',
    prefix: 'gr',
    parts: words('soil probe, drip line, weather mast, seed drill, tank level, field map, spray boom, harvest log, frost fan, pump house'),
    things: words('fields, readings, watering plans, crops, rows'),
  },
  {
    name: 'Clockhand',
    prefix: 'ch',
    parts: words(
      'time terminal, shift plan, leave request, overtime account, badge wall, rest rule, team calendar, pay export, break button, on-call list',
    ),
    things: words('shifts, absences, bookings, hours, employees'),
  },
];

function words(list: string): string[] {
  return list.split(', ');
}
