"""What people need a lawyer for, and what the law says of each matter as such.

It must not look at a person's means; `eligibility` does.
"""

from __future__ import annotations

import enum


class Matter(enum.Enum):
    """A matter (LA-10, LA-14, LA-15, LA-16, LA-149); the value is how papers print it."""

    STATE_COMPENSATION = "请求国家赔偿"
    SOCIAL_INSURANCE_OR_ASSISTANCE = "请求给予社会保险待遇或者社会救助"
    DEATH_OR_DISABILITY_PENSION = "请求发给抚恤金"
    MAINTENANCE = "请求给付赡养费、抚养费、扶养费"
    LABOUR_RELATION = "请求确认劳动关系"
    LABOUR_PAY = "请求支付劳动报酬"
    INCAPACITY_DECLARATION = "请求认定公民无民事行为能力或者限制民事行为能力"
    WORK_INJURY = "请求工伤事故人身损害赔偿"
    TRAFFIC_INJURY = "请求交通事故人身损害赔偿"
    FOOD_OR_DRUG_INJURY = "请求食品药品安全事故人身损害赔偿"
    MEDICAL_INJURY = "请求医疗事故人身损害赔偿"
    ENVIRONMENTAL_DAMAGE = "请求环境污染、生态破坏损害赔偿"
    HERO_PERSONALITY_RIGHTS = "英雄烈士近亲属维护英雄烈士人格权益"
    GOOD_SAMARITAN_CLAIM = "因见义勇为行为主张相关民事权益"
    COMPENSATION_AFTER_ACQUITTAL = "再审改判无罪请求国家赔偿"
    ABUSE_OR_DOMESTIC_VIOLENCE = "遭受虐待、遗弃或者家庭暴力的受害人主张相关权益"
    OUTSIDE_SCOPE = "其他事项"
    CRIMINAL_DEFENCE = "刑事辩护"
    CRIMINAL_VICTIM = "刑事公诉案件被害人代理"
    PRIVATE_PROSECUTION = "刑事自诉人代理"
    CRIMINAL_CIVIL_CLAIM = "刑事附带民事诉讼原告人代理"
    RETRIAL = "申请再审代理"
    SUPPLEMENTARY = "省级规定的补充事项"


NO_MEANS_CONDITION = frozenset(
    {
        Matter.HERO_PERSONALITY_RIGHTS,
        Matter.GOOD_SAMARITAN_CLAIM,
        Matter.COMPENSATION_AFTER_ACQUITTAL,
        Matter.ABUSE_OR_DOMESTIC_VIOLENCE,
    }
)
MIGRANT_MATTERS = frozenset({Matter.LABOUR_PAY, Matter.WORK_INJURY})
