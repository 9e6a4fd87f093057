-- One row per month, pair of departments and subject: what the sender's side learnt from what was delivered to it, told to the department that brought it in.
CREATE TABLE mart.feedback (
  month DATE COMMENT 'first day of the month of delivery to the sender''s side: of the lead (inside_sales), the opportunity (field_sales) or the deal (customer_success); of comments the month they were made',
  from_department STRING COMMENT 'the department that tells: inside_sales, field_sales or customer_success; any for comments',
  to_department STRING COMMENT 'the department that is told. inside_sales to marketing: leads. field_sales to marketing: leads that became opportunities, each by its first. customer_success to marketing: deals. field_sales to inside_sales: opportunities. customer_success to field_sales: deals. All of kind new',
  subject_type STRING COMMENT 'all; to marketing channel, campaign or content; to inside_sales owner, need, budget, authority or timeline; to field_sales rep, product, discount_band or expectation; campaign for comments',
  subject STRING COMMENT 'value of the subject type, (none) where there is none; need, budget, authority and timeline: filled or missing, expectation: recorded or missing, as of the hand-over, else today; discount_band: none, under 10 %, 10 to under 20 %, 20 % and more; all for all',
  delivered BIGINT COMMENT 'units delivered in the month = accepted + rejected + pending',
  accepted BIGINT COMMENT 'of delivered, those accepted by as_of, as in stage_ledger',
  rejected BIGINT COMMENT 'of delivered, those rejected by as_of, as in stage_ledger',
  pending BIGINT COMMENT 'of delivered, those neither accepted nor rejected by as_of',
  top_reason STRING COMMENT 'the most frequent reason, as written: from inside_sales of disqualifying or recycling, from field_sales of rejecting, from customer_success of churn, of each deal the last given; of equal ones the first by text; NULL where none was given',
  won BIGINT COMMENT 'from field_sales: opportunities that were won or have a deal by as_of; NULL from others, and where only comments are told',
  revenue DECIMAL(18,2) COMMENT 'from field_sales: amount_base of the deals (kind new) that name these opportunities; unknown ones are left out, 0 over nothing, NULL beyond 18 digits; NULL from others',
  renewed BIGINT COMMENT 'from customer_success: deals with a renewal renewed by as_of; NULL from others',
  churned BIGINT COMMENT 'from customer_success: deals with a renewal churned by as_of; NULL from others',
  comments_open BIGINT COMMENT 'comments of the feedback feed made in the month that are neither acknowledged nor done by as_of; under all, and under the campaign they name',
  comments_acknowledged BIGINT COMMENT 'comments that are acknowledged but not done by as_of',
  comments_done BIGINT COMMENT 'comments that are done by as_of',
  median_days_to_acknowledge DOUBLE COMMENT 'median of the days from comment to acknowledged_at, of those that have it by as_of; NULL where none has',
  median_days_to_done DOUBLE COMMENT 'median of the days from comment to done_at, of those that have it by as_of; NULL where none has'
)
USING delta
COMMENT 'One row per month, pair of departments and subject: what the sender''s side learnt from what was delivered to it, told to the department that brought it in.'
TBLPROPERTIES (
  'mart.key' = 'month, from_department, to_department, subject_type, subject'
);
